import type { ServerResponse } from 'node:http';

/** One way in which a request goes wrong. */
export interface Fault {
  name: string;
  /** Whether the server does first what it was asked to. */
  acts: boolean;
  /** Spoils the answer to a request with this body. */
  play(response: ServerResponse, body: string): void;
}

type Play = Fault['play'];

const drop: Play = (response) => void response.socket?.resetAndDestroy();
/** A problem that repeats what was sent, as careless servers do. */
const status =
  (code: number): Play =>
  (response, body) =>
    void response
      .writeHead(code, { 'content-type': 'application/problem+json' })
      .end(JSON.stringify({ title: body, status: code, detail: body }));
/** The status of a success, and then nothing of its body. */
const cut: Play = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 }).write('{');
  setTimeout(() => response.destroy(), 20);
};

const ways: [name: string, play: Play][] = [
  ['connection dropped', drop],
  ['500', status(500)],
  ['503', status(503)],
];

/** All of them, each as likely as another. */
export const faults: readonly Fault[] = [
  ...ways.flatMap(([name, play]) => [
    { name: `${name} before acting`, acts: false, play },
    { name: `${name} after acting`, acts: true, play },
  ]),
  { name: 'answer cut off after acting', acts: true, play: cut },
];
