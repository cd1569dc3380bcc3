const MESSAGE =
  'A queued phone number may be real: it lies outside 555-0100 to 555-0199. The sandbox calls nobody, but give it the numbers of its scenarios.';

/** The code of the warning that a queued number may be real. */
export const REAL_NUMBER_WARNING = 'EVERGROVE_REAL_NUMBER';

/** What is told of a number that may be real; never which. */
export interface SandboxWarning {
  code: typeof REAL_NUMBER_WARNING;
  message: string;
}

/** What warns once, at its first call. */
export function warnOnce(onWarning: (warning: SandboxWarning) => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    onWarning({ code: REAL_NUMBER_WARNING, message: MESSAGE });
  };
}

/** As a warning of the process, where there is one. */
export function emitWarning({ code, message }: SandboxWarning): void {
  const { process } = globalThis as Partial<typeof globalThis>;
  process?.emitWarning?.(message, { code });
}
