/** Watches the ids of its arguments at the base URL of its first one, and prints every event as JSON. */
import { createScheduler } from '../../../src/index.ts';
import { acceleratedClock } from '../../../src/sandbox/index.ts';

const [baseUrl = '', ...ids] = process.argv.slice(2);
const scheduler = createScheduler({ apiKey: 'test', baseUrl, clock: acceleratedClock(20) });
const events = [];
for await (const event of scheduler.watchCalls(ids)) events.push(event);
process.stdout.write(JSON.stringify(events));
