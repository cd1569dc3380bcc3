import type { RunBatchOptions } from './options.ts';

type Released = Pick<RunBatchOptions, 'releaseUncertain'>;

/** Whether the caller wants a row triggered again of which nobody can say whether its call was placed. */
export function isReleased(key: string, { releaseUncertain = false }: Released): boolean {
  return Array.isArray(releaseUncertain) ? releaseUncertain.includes(key) : releaseUncertain === true;
}

/** @throws TypeError for anything but a boolean or a list of ids, and for an id that is none of the rows': it was mistyped */
export function checkReleased(
  { releaseUncertain = false }: Released,
  given: ReadonlyMap<string, unknown>,
): void {
  if (typeof releaseUncertain === 'boolean') return;
  if (!Array.isArray(releaseUncertain))
    throw new TypeError('releaseUncertain: must be true, false or a list of external_reference_ids');
  const index = releaseUncertain.findIndex((key) => !given.has(key));
  if (index >= 0)
    throw new TypeError(`releaseUncertain[${index}]: must be the external_reference_id of one of the rows`);
}
