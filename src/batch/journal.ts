import type { RowRecord } from './row-record.ts';

/**
 * What a durable run writes down, so that it can be killed at any moment and started again. It holds no patient
 * data. Every method may throw a {@link JournalError}, and then nothing more is sent.
 */
export interface Journal {
  /** Every row that was written down, in the order in which they first were. */
  load(): Iterable<RowRecord>;
  /**
   * Writes rows down, all of them or none. When it returns, they survive the end of the process; a row that is in
   * `trigger_intent`, and all that was written before it, is on the disk and survives the end of the machine.
   */
  write(rows: readonly RowRecord[]): void;
  /** A keyed hash: equal for equal payloads, and of no use to one who has not the journal. */
  fingerprint(payload: unknown): string;
  /** Lets go of the file. */
  close(): void;
}

/**
 * Why a journal cannot be used: `locked` another run has it · `foreign` no journal, or one of another file or server ·
 * `version` written by another version · `full` the disk is full · `unwritable` the place or the file may not be
 * written · `damaged` it cannot be read.
 */
export type JournalErrorCode = 'locked' | 'foreign' | 'version' | 'full' | 'unwritable' | 'damaged';

/** A journal that cannot be used. The message is one line: which file, what is wrong, what to do. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
  readonly code: JournalErrorCode;

  constructor(code: JournalErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
