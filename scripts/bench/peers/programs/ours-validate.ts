import { validate } from '@evergrove/scheduler';

/** How many issues are found. */
export const check = (calls: unknown): number => validate.callInputs(calls).length;
