import createClient from 'openapi-fetch';
import type { paths } from '../../../../generated/types.js';

type Calls = paths['/scheduler/requests']['post']['requestBody']['content']['application/json']['calls'];

export function connect(baseUrl: string) {
  const client = createClient<paths>({ baseUrl, headers: { authorization: 'Bearer k' } });
  return {
    get: (requestId: string) =>
      client.GET('/scheduler/requests/{requestId}', { params: { path: { requestId } } }),
    queue: (calls: Calls) => client.POST('/scheduler/requests', { body: { calls } }),
  };
}
