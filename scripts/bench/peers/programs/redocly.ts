import {
  createClient,
  OPERATIONS,
  type OperationId,
  type Ops,
  type QueueCallsInput,
} from '../redocly/client.js';

export function connect(serverUrl: string) {
  const client = createClient<Ops, OperationId>(OPERATIONS, { serverUrl, auth: { bearer: 'k' } });
  return {
    get: (requestId: string) => client.getCall({ path: { requestId } }),
    queue: (calls: QueueCallsInput['calls']) => client.queueCalls({ body: { calls } }),
  };
}
