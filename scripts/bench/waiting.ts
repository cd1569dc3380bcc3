import type { Section } from './section.ts';
import { cost } from './waiting-cost.ts';
import { fleet } from './waiting-fleet.ts';
import { oneRequest } from './waiting-one.ts';

/** Waiting, on a virtual clock: for one request, for a fleet under one limit, and what it costs this process. */
export async function waiting(): Promise<Section[]> {
  return [await oneRequest(), await fleet(), await cost()];
}
