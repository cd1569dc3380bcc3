import { QueueCallsInputSchema } from '../redocly/client.zod.js';

/** How many issues are found. */
export const check = (calls: unknown): number =>
  QueueCallsInputSchema.safeParse({ calls }).error?.issues.length ?? 0;
