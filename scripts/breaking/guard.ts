import { type Finding, type KindName, kinds } from './kinds.ts';
import type { Json } from './pairs.ts';
import { announcesBreaking, nextBreaking } from './version.ts';

/** A breaking change, and of which kind it is. */
export interface Change extends Finding {
  kind: KindName;
}

/** What breaks when a description takes the place of another: what `redocly diff` sees is left to it. */
export function breakingChanges(base: Json, revision: Json): Change[] {
  return (Object.keys(kinds) as KindName[]).flatMap((kind) => {
    const found = kinds[kind].find(base, revision);
    const unique = new Map(found.map(({ where, what }) => [`${where}: ${what}`, { kind, where, what }]));
    return [...unique.values()];
  });
}

/** The changes that the version does not announce, a line each: what, where, why it breaks, and how to mend it. */
export function unannounced(base: Json, revision: Json): string[] {
  const [old, young] = [base.info.version, revision.info.version];
  if (announcesBreaking(old, young)) return [];
  return breakingChanges(base, revision).map(
    ({ kind, where, what }) =>
      `${where}: ${what} (${kind}: ${kinds[kind].why}); restore it, or set info.version to ${nextBreaking(old)}`,
  );
}
