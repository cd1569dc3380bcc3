import { type OperationId, operations } from '../../generated/operations.ts';
import { type Answer, problem } from './problem.ts';

/** Which operation a request is for, and the parameter in its path, still encoded. */
export interface Route {
  operation: OperationId;
  parameter: string;
}

/** Finds the operation by method and path; a path that none has is a 404, a method that the path has not a 405. */
export function route(method: string, path: string): Route | Answer {
  const here = routes.flatMap(({ operation, pattern }) => {
    const match = pattern.exec(path);
    return match ? [{ operation, parameter: match[1] ?? '' }] : [];
  });
  if (here.length === 0) return problem(404, 'There is no such path.');
  const found = here.find(({ operation }) => operations[operation].method === method);
  if (found) return found;
  const allow = here.map(({ operation }) => operations[operation].method).join(', ');
  return problem(405, `The path takes ${allow} only.`, { headers: { allow } });
}

const routes = (Object.keys(operations) as OperationId[]).map((operation) => ({
  operation,
  pattern: new RegExp(`^${operations[operation].path.replace(/\{\w+\}/, '([^/]+)')}$`),
}));
