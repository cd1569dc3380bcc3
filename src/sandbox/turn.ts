/** Resolves in the next turn of the event loop, when every promise that could settle by itself has settled. */
export const turn: () => Promise<void> = createTurn();

/** Bound when the module loads, before a test could replace timers. The fallback loses a millisecond or four. */
function createTurn(): () => Promise<void> {
  const { setImmediate, setTimeout, MessageChannel } = globalThis as Partial<typeof globalThis>;
  if (setImmediate) return () => new Promise((resolve) => setImmediate(resolve));
  if (!MessageChannel) return () => new Promise((resolve) => setTimeout?.(resolve, 0));
  const { port1, port2 } = new MessageChannel();
  const resolvers: (() => void)[] = [];
  port1.onmessage = () => resolvers.shift()?.();
  return () =>
    new Promise((resolve) => {
      resolvers.push(resolve);
      port2.postMessage(null);
    });
}
