type Callback = () => void;

interface Listening {
  callbacks: Set<Callback>;
  listener: Callback;
}

/**
 * The callbacks of each signal. An `EventTarget` walks all its listeners to add or to remove one, so that many waits
 * on one signal would cost the square of their number; a set does not, and the signal has one listener.
 */
const listening = new WeakMap<AbortSignal, Listening>();

/** Runs `callback` once when `signal` aborts; returns what takes it back. The last to go leaves no listener. */
export function onAbort(signal: AbortSignal, callback: Callback): () => void {
  const { callbacks } = listening.get(signal) ?? listen(signal);
  callbacks.add(callback);
  return () => {
    if (!callbacks.delete(callback) || callbacks.size > 0) return;
    const current = listening.get(signal);
    if (current?.callbacks !== callbacks) return;
    listening.delete(signal);
    signal.removeEventListener('abort', current.listener);
  };
}

function listen(signal: AbortSignal): Listening {
  const callbacks = new Set<Callback>();
  const listener = () => {
    listening.delete(signal);
    for (const callback of callbacks) callback();
    callbacks.clear();
  };
  const entry = { callbacks, listener };
  listening.set(signal, entry);
  signal.addEventListener('abort', listener, { once: true });
  return entry;
}
