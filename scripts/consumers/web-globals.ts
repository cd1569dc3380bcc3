const names = [
  'AbortController',
  'AbortSignal',
  'DOMException',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'URL',
  'URLSearchParams',
  'clearTimeout',
  'console',
  'performance',
  'queueMicrotask',
  'setTimeout',
] as const;

/** What browsers and workers have, and nothing of Node's. */
export function webGlobals(): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, globalThis[name]]));
}
