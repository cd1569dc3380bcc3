/**
 * A name of the server as it may be shown: only when it looks like the name of a field, and is nothing that was sent.
 * Anything else could be a value, a patient's even.
 */
export function showable(name: string, wasSent: ReadonlySet<string>): string | undefined {
  const looksLikeName =
    name.length <= 40 && /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$|^[a-z]+(?:[A-Z][a-z0-9]+)*$/.test(name);
  return looksLikeName && !/\d{3}/.test(name) && !wasSent.has(name.toLowerCase()) ? name : undefined;
}

/** Every text in a request, in lower case, whole and word by word. */
export function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value, ...value.split(/\W+/)].map((text) => text.toLowerCase());
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsOf);
}
