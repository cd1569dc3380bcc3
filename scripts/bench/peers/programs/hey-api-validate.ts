import { zQueueCallsBody } from '../hey-api/zod.gen.js';

/** How many issues are found. */
export const check = (calls: unknown): number =>
  zQueueCallsBody.safeParse({ calls }).error?.issues.length ?? 0;
