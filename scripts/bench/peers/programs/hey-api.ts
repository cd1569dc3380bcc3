import { createClient } from '../hey-api/client/index.js';
import { getCall, queueCalls } from '../hey-api/sdk.gen.js';
import type { QueueCallsInput } from '../hey-api/types.gen.js';

export function connect(baseUrl: string) {
  const client = createClient({ baseUrl, auth: 'k' });
  return {
    get: (requestId: string) => getCall({ client, path: { requestId }, throwOnError: true }),
    queue: (calls: QueueCallsInput['calls']) => queueCalls({ client, body: { calls }, throwOnError: true }),
  };
}
