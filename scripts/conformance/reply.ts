/** Why an answer could not be read, or did not come. */
export type Flaw =
  | 'no answer in time'
  | 'the connection failed'
  | 'the body broke off'
  | 'the body is larger than 1 MiB'
  | 'the body is not JSON';

/** What came back. The body and the content type are the server's own words: judged, never printed. */
export interface Reply {
  /** 0 when nothing came back. */
  status: number;
  /** The media type without parameters, in lower case; empty when there is none. */
  contentType: string;
  body: unknown;
  flaw?: Flaw;
  /** What `Retry-After` asks for, in milliseconds. */
  retryAfterMs?: number;
}
