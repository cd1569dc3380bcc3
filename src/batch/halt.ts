import type { SchedulerError } from '../errors.ts';
import { onAbort } from '../on-abort.ts';

/** Why a run ended before its rows did. */
export type StopReason = 'aborted' | SchedulerError;

/** The one switch that ends a run: thrown once, looked at before everything that is sent. */
export class Halt {
  readonly #controller = new AbortController();
  #stopped: StopReason | undefined;
  #failure: { error: unknown } | undefined;

  /** Aborts when the run ends, for whatever reason. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether nothing may be sent any more. */
  get isOn(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Why the run ended early; undefined when it came to its end. */
  get stopped(): StopReason | undefined {
    return this.#stopped;
  }

  /** Runs `callback` once, when the run ends; at once when it has. */
  onEnd(callback: () => void): void {
    if (this.isOn) callback();
    else onAbort(this.signal, callback);
  }

  /**
   * Ends the run because somebody wants it: the caller, or the server. What the caller's own functions then reject
   * with is the reason of his signal, and is no failure either.
   */
  stop(reason: StopReason, cause?: unknown): void {
    if (!this.isOn) this.#stopped = reason;
    this.#controller.abort(cause);
  }

  /** Ends the run because something broke: the journal, or a function of the caller's. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#controller.abort();
  }

  /** Ends the run because it is over. */
  finish(): void {
    this.#controller.abort();
  }

  /** Does a part of the run. What breaks it ends the whole; a wait that the end cut short is no failure. */
  async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(this.isOn && error === this.signal.reason)) this.fail(error);
    }
  }

  /** Throws what broke the run, if something did. */
  throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
