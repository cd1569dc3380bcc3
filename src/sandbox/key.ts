import { type Answer, problem } from './problem.ts';

/** What a key of the sandbox begins with. */
const PREFIX = 'test';

/** The key of a request, or the 401 that says why it is none; a real key is never repeated. */
export function readKey(authorization: string | null): { key: string } | { refused: Answer } {
  const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (key?.startsWith(PREFIX)) return { key };
  const why = key === undefined ? 'There is no API key.' : 'The API key is none of the sandbox’s.';
  return {
    refused: problem(
      401,
      `${why} The sandbox takes keys that begin with "${PREFIX}"; a real one has no place here.`,
      {
        headers: { 'www-authenticate': 'Bearer' },
      },
    ),
  };
}
