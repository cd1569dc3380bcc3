import { createScheduler } from '@evergrove/scheduler';

type Calls = Parameters<ReturnType<typeof createScheduler>['queueCalls']>[0];

export function connect(baseUrl: string) {
  const scheduler = createScheduler({ apiKey: 'k', baseUrl });
  return {
    get: (id: string) => scheduler.getCall(id),
    queue: (calls: Calls) => scheduler.queueCalls(calls),
  };
}
