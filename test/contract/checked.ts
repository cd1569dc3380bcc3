import { getHttpOperationsFromSpec } from '@stoplight/prism-cli/dist/operations.js';
import { validateOutput } from '@stoplight/prism-http/dist/validator/index.js';
import { createServer } from '@stoplight/prism-http-server';
import { strictDescription } from './strict-description.ts';

/** What `fetch` takes apart from a `Request`. */
export type Send = (url: string, init?: RequestInit) => Promise<Response>;

/** What was seen of one exchange: no body, no header. */
export interface Exchange {
  method: string;
  path: string;
  status: number;
  /** Whether Prism found fault with the request. */
  isRefusable: boolean;
}

/** Prism in front of a server. */
export interface Checked {
  /** Goes through Prism, whatever the origin of the URL. Rejects where what came back breaks the contract. */
  fetch: Send;
  /** Every exchange that was judged, oldest first. */
  exchanges: Exchange[];
  close(): Promise<void>;
}

type Operation = Parameters<typeof createServer>[0][number];
let operations: Promise<Operation[]> | undefined;

/**
 * Puts Prism as a proxy in front of a server that keeps the contract to the letter (see `strictDescription`). An answer
 * must have a declared status, content type, headers and body; a request that breaks the contract must be answered with
 * a 4xx. Faults on the wire are not for it: Prism hangs on a truncated body. A request body that is no JSON goes
 * straight to the server for the same reason, and the answer alone is judged.
 */
export async function checked(upstream: string): Promise<Checked> {
  operations ??= getHttpOperationsFromSpec(strictDescription());
  const resources = await operations;
  const swallowed: string[] = [];
  const server = createServer(resources, {
    components: { logger: loggerThatTells((said) => swallowed.push(said)) },
    cors: false,
    config: {
      ...{ isProxy: true, upstream: new URL(upstream), upstreamProxy: undefined, errors: false },
      ...{ checkSecurity: true, validateRequest: true, validateResponse: true, mock: { dynamic: false } },
    },
  });
  const proxy = await server.listen(0, '127.0.0.1');
  const exchanges: Exchange[] = [];

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    const { pathname, search } = new URL(url);
    const method = (init.method ?? 'GET').toUpperCase();
    const isReadable = readsAsJson(init.body);
    const response = await fetch((isReadable ? proxy : upstream) + pathname + search, init);
    const resource = resources.find((one) => one.method.toUpperCase() === method && matches(one, pathname));
    const found = isReadable ? violationsIn(response) : { request: ['body: no JSON'], response: [] };
    // Prism looks at no answer to a request that it knows no operation for; nor has it seen one that went past it.
    const isUnseen = !resource || !isReadable;
    const answer = isUnseen
      ? await violationsOf(resource ?? (resources[0] as Operation), response)
      : found.response;
    const wrong = [...answer, ...typeOf(response, resource), ...(await prismsOwn(response))];
    wrong.push(...swallowed.splice(0));
    const { status } = response;
    const isRefusable = !resource || found.request.length > 0;
    if (isRefusable && !(status >= 400 && status < 500)) {
      wrong.push(`the request breaks the contract (${found.request.join('; ')}) and was not refused`);
    }
    exchanges.push({ method, path: pathname, status, isRefusable });
    if (wrong.length > 0)
      throw new Error(`${method} ${pathname} was answered ${status}: ${wrong.join('; ')}`);
    return response;
  }

  return { fetch: send, exchanges, close: () => server.close() };
}

function readsAsJson(body: RequestInit['body']): boolean {
  if (typeof body !== 'string') return body === undefined || body === null;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function matches({ path }: Operation, pathname: string): boolean {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname);
}

interface Violation {
  location: (string | number)[];
  code?: string | number;
  message: string;
}

/** What Prism wrote into its header, apart by direction. */
function violationsIn({ headers }: Response): { request: string[]; response: string[] } {
  const text = headers.get('sl-violations') ?? '[]';
  if (!text.startsWith('[')) return { request: [], response: ['more violations than Prism can tell'] };
  const all: Violation[] = JSON.parse(text);
  const of = (side: string) =>
    all
      .filter(({ location }) => location[0] === side)
      .map(({ location, message }) => `${location.join('.')}: ${message}`);
  return { request: of('request'), response: of('response') };
}

/** What Prism says of an answer that did not pass through it. */
async function violationsOf(resource: Operation, response: Response): Promise<string[]> {
  const text = await response.clone().text();
  const headers = Object.fromEntries(response.headers);
  const isJson = /^application\/(?:\S+\+)?json\b/.test(headers['content-type'] ?? '');
  const element = { statusCode: response.status, headers, body: isJson ? JSON.parse(text) : text };
  const verdict = validateOutput({ resource, element });
  return verdict._tag === 'Right' ? [] : verdict.left.map(({ message }) => `response: ${message}`);
}

/** Prism takes every `+json` for `application/json`, a problem under a 200 too. */
function typeOf({ status, headers }: Response, resource: Operation | undefined): string[] {
  const declared = resource?.responses.find(({ code }) => code === String(status))?.contents ?? [];
  const [type] = (headers.get('content-type') ?? '').split(';');
  const isDeclared = declared.length === 0 || declared.some(({ mediaType }) => mediaType === type);
  return isDeclared ? [] : ['response: the content type is not declared for this status'];
}

/** An answer that Prism made up itself: the server's own did not come, or was not passed on. */
async function prismsOwn(response: Response): Promise<string[]> {
  const text = response.status < 400 ? '' : await response.clone().text();
  return text.includes('https://stoplight.io/prism/errors#') ? ['Prism could not pass the answer on'] : [];
}

/** Prism's logger prints keys and bodies. This one prints nothing, and tells when Prism answers with an example. */
function loggerThatTells(tell: (said: string) => void) {
  const ignore = () => {};
  const info = (said: unknown) => {
    if (said === 'Remocking the call') tell('Prism took the 501 for its own, and answered with an example');
  };
  const logger = {
    ...{ fatal: ignore, error: ignore, warn: ignore, success: ignore, debug: ignore, trace: ignore, info },
    child: () => logger,
  };
  return logger as unknown as Parameters<typeof createServer>[1]['components']['logger'];
}
