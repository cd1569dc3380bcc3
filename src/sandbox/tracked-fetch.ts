/** A `fetch` whose answers and whose bodies, chunk by chunk, are reported to `track` while somebody waits for them. */
export function trackedFetch<A extends unknown[], R>(
  fetch: (...args: A) => Promise<R>,
  track: <T>(promise: Promise<T>) => Promise<T>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    const reply = await track(fetch(...args));
    return reply instanceof Response && reply.body ? (trackedBody(reply, reply.body, track) as R) : reply;
  };
}

function trackedBody(
  { status, statusText, headers, url, redirected, type }: Response,
  body: ReadableStream<Uint8Array>,
  track: <T>(promise: Promise<T>) => Promise<T>,
): Response {
  const reader = body.getReader();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await track(reader.read());
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const response = new Response(stream, { status, statusText, headers });
  return Object.defineProperties(response, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
  });
}
