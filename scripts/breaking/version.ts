/**
 * Whether a version says that something broke: below 1.0 by a new minor version, from then on by a new major one.
 * Throws when one of them is no version in three numbers.
 */
export function announcesBreaking(base: string, revision: string): boolean {
  const [[oldMajor, oldMinor], [major, minor]] = [parts(base), parts(revision)];
  return major > oldMajor || (major === 0 && oldMajor === 0 && minor > oldMinor);
}

/** The version that would say so. */
export function nextBreaking(base: string): string {
  const [major, minor] = parts(base);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

function parts(version: string): [number, number] {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+/.exec(version) ?? [];
  if (major === undefined) throw new Error(`info.version must be three numbers, such as 1.0.0`);
  return [Number(major), Number(minor)];
}
