import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type CallDetails,
  type CallInput,
  type CompletedCall,
  createScheduler,
  type Entity,
  type EntityInput,
  type FinalCall,
  type GeneratedOutcomes,
  type Issue,
  isSchedulerError,
  isTerminalStatus,
  OutboundCallStatus,
  type RequestStatus,
  type ScheduledRequest,
  type Scheduler,
  type SchedulerError,
  type SchedulerErrorCode,
  type TerminalStatus,
  type TriggerResult,
  validate,
  type WatchEvent,
  type WorkingDay,
} from '@evergrove/scheduler';
import ts from 'typescript';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { API_KEY, REQUEST_ID, sampleCall, sampleDetails } from './samples.ts';

/*
 * What must and what must not compile. `tsc` checks the file as such; the last test has the compiler check it once
 * more, so that `vitest` alone notices too.
 */

const scheduler = createScheduler({ apiKey: API_KEY, fetch: () => Promise.reject(new Error('never sent')) });

/** Compiles, and never runs. */
function compiled(_: () => unknown): void {}

describe('what the methods take and return', () => {
  it('is the contract’s own types', () => {
    expectTypeOf<Scheduler['upsertEntity']>().parameter(0).toEqualTypeOf<EntityInput>();
    expectTypeOf<Scheduler['upsertEntity']>().returns.resolves.toEqualTypeOf<Entity>();
    expectTypeOf<Scheduler['queueCalls']>().parameter(0).toEqualTypeOf<readonly CallInput[]>();
    expectTypeOf<Scheduler['queueCalls']>().returns.resolves.toEqualTypeOf<ScheduledRequest[]>();
    expectTypeOf<Scheduler['triggerCall']>().returns.resolves.toEqualTypeOf<TriggerResult>();
    expectTypeOf<Scheduler['getCall']>().returns.resolves.toEqualTypeOf<RequestStatus>();
    expectTypeOf<Scheduler['waitForCall']>().returns.resolves.toEqualTypeOf<FinalCall>();
    expectTypeOf<Scheduler['watchCalls']>().returns.toEqualTypeOf<
      AsyncGenerator<WatchEvent, void, undefined>
    >();
    expectTypeOf(createScheduler).returns.toEqualTypeOf<Scheduler>();
    expectTypeOf(validate.callInputs).returns.toEqualTypeOf<Issue[]>();
    expect(Object.keys(scheduler)).toHaveLength(7);
  });

  it('takes lists that are readonly and ids from any iterable', () => {
    const calls = [sampleCall()] as const;
    compiled(() => scheduler.queueCalls(calls));
    compiled(() => scheduler.watchCalls(new Set([REQUEST_ID])));
    compiled(() =>
      scheduler.watchCalls(
        (async function* () {
          yield REQUEST_ID;
        })(),
      ),
    );
    expect(calls).toHaveLength(1);
  });

  it('lets a status be any text, and still completes the known ones', () => {
    expectTypeOf<RequestStatus['status']>().toEqualTypeOf<string>();
    expectTypeOf<OutboundCallStatus>().toEqualTypeOf<
      'ENQUEUED' | 'ACTIVE' | 'COMPLETE' | 'ERROR' | 'CANCELLED' | 'DO_NOT_CALL_BACK'
    >();
    expectTypeOf(OutboundCallStatus.COMPLETE).toEqualTypeOf<'COMPLETE'>();
    expect(OutboundCallStatus.COMPLETE).toBe('COMPLETE');
  });
});

describe('what the contract forbids does not compile:', () => {
  const open = { windows: [{ start: '09:00', end: '17:00' }], default_call_time: '10:00' };

  it('a closed day with windows or a time, an open day without', () => {
    const days: WorkingDay[] = [{}, { default_call_time: null }, open];
    // @ts-expect-error a closed day has no time
    days.push({ default_call_time: '10:00' });
    // @ts-expect-error an open day has a time
    days.push({ windows: open.windows });
    // @ts-expect-error an open day's time is not null
    days.push({ windows: open.windows, default_call_time: null });
    // @ts-expect-error a window has an end
    days.push({ windows: [{ start: '09:00' }], default_call_time: '10:00' });
    // @ts-expect-error a day is an object
    days.push(null);
    expect(
      days.map(
        (monday) =>
          validate.entityInput({ name: 'a', location_timezone: 'UTC', working_hours_policy: { monday } })
            .length > 0,
      ),
    ).toEqual([false, false, false, true, true, true, true, true]);
  });

  it('undefined for an optional field, which the compiler tells from one left out', () => {
    // @ts-expect-error exactOptionalPropertyTypes
    const details: CallDetails = { ...sampleDetails(), notes: undefined };
    expect(details.notes).toBeUndefined();
  });

  it('options of another method, and none at all', () => {
    // @ts-expect-error no key
    compiled(() => createScheduler({}));
    // @ts-expect-error mode is triggerCall's
    compiled(() => scheduler.getCall(REQUEST_ID, { mode: 'immediate' }));
    // @ts-expect-error includeCallAttempts is getCall's
    compiled(() => scheduler.triggerCall(REQUEST_ID, { includeCallAttempts: true }));
    // @ts-expect-error no such mode
    compiled(() => scheduler.triggerCall(REQUEST_ID, { mode: 'later' }));
    // @ts-expect-error one id, not a list
    compiled(() => scheduler.triggerCall([REQUEST_ID]));
    // @ts-expect-error retries is the scheduler's
    compiled(() => scheduler.queueCalls([sampleCall()], { retries: 3 }));
    // @ts-expect-error a third argument is not public
    compiled(() => scheduler.getCall(REQUEST_ID, {}, 3));
    expect(() => Object.assign(scheduler, { raw: undefined })).toThrow(TypeError);
  });
});

describe('an error', () => {
  const codes: Record<
    SchedulerErrorCode,
    keyof SchedulerError | 'issues' | 'status' | 'transportCode' | 'timeoutMs' | 'reason' | 'polls'
  > = {
    invalid_input: 'issues',
    insecure_url: 'issues',
    http: 'status',
    network: 'transportCode',
    timeout: 'timeoutMs',
    invalid_response: 'reason',
    not_triggered: 'status',
    wait_timeout: 'polls',
  };

  it('is narrowed by its code to what that code carries, and no code is left over', () => {
    const told = (error: SchedulerError): string => {
      // @ts-expect-error not every code has a status
      void error.status;
      switch (error.code) {
        case 'invalid_input':
        case 'insecure_url':
          expectTypeOf(error.issues).toEqualTypeOf<Issue[]>();
          // @ts-expect-error nothing was answered
          void error.status;
          return 'issues';
        case 'http':
          expectTypeOf(error.status).toEqualTypeOf<number>();
          expectTypeOf(error.retryAfterMs).toEqualTypeOf<number | undefined>();
          // @ts-expect-error issues are of inputs
          void error.issues;
          return 'status';
        case 'network':
          expectTypeOf(error.transportCode).toEqualTypeOf<string | undefined>();
          return 'transportCode';
        case 'timeout':
          expectTypeOf(error.timeoutMs).toEqualTypeOf<number>();
          return 'timeoutMs';
        case 'invalid_response':
          expectTypeOf(error.status).toEqualTypeOf<number>();
          expectTypeOf(error.reason).toExtend<string>();
          return 'reason';
        case 'not_triggered':
          expectTypeOf(error.status).toEqualTypeOf<number>();
          return 'status';
        case 'wait_timeout':
          expectTypeOf(error.requestId).toEqualTypeOf<string>();
          expectTypeOf(error.lastStatus).toEqualTypeOf<string | undefined>();
          return 'polls';
        default:
          expectTypeOf(error).toBeNever();
          return 'none';
      }
    };
    for (const [code, field] of Object.entries(codes)) expect(told({ code } as SchedulerError)).toBe(field);
  });

  it('is readonly, and an Error', () => {
    expectTypeOf<SchedulerError>().toExtend<Error>();
    expectTypeOf<SchedulerError['effect']>().toEqualTypeOf<'none' | 'unknown' | 'done'>();
    compiled(() => {
      const error = {} as SchedulerError;
      // @ts-expect-error readonly
      error.code = 'http';
      // @ts-expect-error readonly
      error.attempts = 0;
    });
    const caught: unknown = new Error('x');
    if (isSchedulerError(caught)) expectTypeOf(caught).toEqualTypeOf<SchedulerError>();
    expect(isSchedulerError(caught)).toBe(false);
  });
});

describe('a final call', () => {
  it('has outcomes on COMPLETE alone', () => {
    const summary = (call: FinalCall): string | null | undefined => {
      switch (call.status) {
        case 'COMPLETE':
          expectTypeOf(call).toEqualTypeOf<CompletedCall>();
          expectTypeOf(call.generated_outcomes).toEqualTypeOf<GeneratedOutcomes | null | undefined>();
          return call.generated_outcomes?.summary;
        case 'ERROR':
        case 'CANCELLED':
        case 'DO_NOT_CALL_BACK':
          expectTypeOf(call.generated_outcomes).toEqualTypeOf<undefined>();
          // @ts-expect-error no outcomes here
          return call.generated_outcomes.summary;
        default:
          expectTypeOf(call).toBeNever();
          return undefined;
      }
    };
    expect(
      summary({ id: '', created_at: '', status: 'COMPLETE', generated_outcomes: { summary: 's' } }),
    ).toBe('s');
    expectTypeOf<FinalCall['status']>().toEqualTypeOf<TerminalStatus>();
  });

  it('is told from one that goes on by its status', () => {
    const status: string = 'COMPLETE';
    if (isTerminalStatus(status)) expectTypeOf(status).toEqualTypeOf<TerminalStatus>();
    expect(isTerminalStatus(status)).toBe(true);
  });

  it('comes in an event of its own type', () => {
    const told = (event: WatchEvent) => {
      switch (event.type) {
        case 'progress':
          expectTypeOf(event.error).toEqualTypeOf<SchedulerError | undefined>();
          return event.known;
        case 'done':
          expectTypeOf(event.call).toEqualTypeOf<FinalCall>();
          return true;
        case 'failed':
          expectTypeOf(event.error).toEqualTypeOf<SchedulerError>();
          return false;
        default:
          expectTypeOf(event).toBeNever();
          return undefined;
      }
    };
    expect(told({ type: 'progress', requestId: '', known: false, polls: 1 })).toBe(false);
  });
});

describe('a mistake', () => {
  const here = dirname(fileURLToPath(import.meta.url));
  const root = join(here, '../..');

  const preamble = `
import { createScheduler, type CallInput, type EntityInput } from '@evergrove/scheduler';
import { sampleCall, sampleDetails, sampleEntityInput } from './samples.ts';
const scheduler = createScheduler({ apiKey: 'k' });
const entity = sampleEntityInput();
const { name, location_timezone } = entity;
const { entity_id, outbound_phone_number, call_type } = sampleCall();
const { patient_name, ...details } = sampleDetails();
const id = 'x';
export const used: unknown[] = [scheduler, entity, name, location_timezone, entity_id, outbound_phone_number, call_type, patient_name, details, id];
export type Used = [CallInput, EntityInput];
`;

  const mistakes: [string, string, string][] = [
    ['an option of the scheduler misspelt', `createScheduler({ apiKey: 'k', timeoutMS: 5 })`, 'timeoutMS'],
    ['the key missing', `createScheduler({ timeoutMs: 5 })`, 'apiKey'],
    [
      'a field of an entity misspelt',
      `scheduler.upsertEntity({ name, location_timezone, working_hours_policy: {}, location_nmae: 'x' })`,
      'location_nmae',
    ],
    [
      'a field of an entity missing',
      `scheduler.upsertEntity({ name, working_hours_policy: {} })`,
      'location_timezone',
    ],
    [
      'a weekday misspelt',
      `scheduler.upsertEntity({ ...entity, working_hours_policy: { tusday: {} } })`,
      'tusday',
    ],
    [
      'a field of a day misspelt',
      `scheduler.upsertEntity({ ...entity, working_hours_policy: { monday: { window: [], default_call_time: '10:00' } } })`,
      'window',
    ],
    [
      'a field of a closed day misspelt',
      `scheduler.upsertEntity({ ...entity, working_hours_policy: { monday: { closed: true } } })`,
      'closed',
    ],
    [
      'a field of a window misspelt',
      `scheduler.upsertEntity({ ...entity, working_hours_policy: { monday: { windows: [{ start: '09:00', stop: '17:00' }], default_call_time: '10:00' } } })`,
      'stop',
    ],
    [
      'a window without its end',
      `scheduler.upsertEntity({ ...entity, working_hours_policy: { monday: { windows: [{ start: '09:00' }], default_call_time: '10:00' } } })`,
      'end',
    ],
    [
      'a time on a closed day',
      `scheduler.upsertEntity({ ...entity, working_hours_policy: { monday: { default_call_time: '10:00' } } })`,
      '',
    ],
    [
      'a field of a call misspelt',
      `scheduler.queueCalls([{ entity_id, outbound_phone_number, call_type, details: { ...details, patient_name }, note: 'x' }])`,
      'note',
    ],
    [
      'a field of a call missing',
      `scheduler.queueCalls([{ entity_id, outbound_phone_number, details: { ...details, patient_name } }])`,
      'call_type',
    ],
    [
      'a field of the details misspelt',
      `scheduler.queueCalls([{ entity_id, outbound_phone_number, call_type, details: { ...details, patient_name, patient_snn: '1234' } }])`,
      'patient_snn',
    ],
    [
      'a field of the details missing',
      `scheduler.queueCalls([{ entity_id, outbound_phone_number, call_type, details }])`,
      'patient_name',
    ],
    ['one call instead of a list', `scheduler.queueCalls(sampleCall())`, ''],
    ['an option of triggerCall misspelt', `scheduler.triggerCall(id, { reconcileMS: 5 })`, 'reconcileMS'],
    ['a mode that is none', `scheduler.triggerCall(id, { mode: 'later' })`, 'later'],
    ['an option of getCall misspelt', `scheduler.getCall(id, { includeAttempts: true })`, 'includeAttempts'],
    ['an option of waitForCall misspelt', `scheduler.waitForCall(id, { timeout: 5 })`, 'timeout'],
    ['an option of watchCalls misspelt', `scheduler.watchCalls([id], { rate: 5 })`, 'rate'],
    ['a method misspelt', `scheduler.queueCall([])`, 'queueCall'],
    ['a field of an answer misspelt', `scheduler.getCall(id).then((call) => call.state)`, 'state'],
    [
      'an outcome read before the status',
      `scheduler.waitForCall(id).then((call) => call.generated_outcomes.summary)`,
      '',
    ],
  ];

  /** What the compiler says of these files, by name. */
  function diagnose(files: Map<string, string>, more: string[] = []): Map<string, ts.Diagnostic[]> {
    const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
    host.readFile = (path) => files.get(path) ?? readFile.call(host, path);
    host.getSourceFile = (path, version, ...rest) => {
      const text = files.get(path);
      return text === undefined
        ? getSourceFile.call(host, path, version, ...rest)
        : ts.createSourceFile(path, text, version);
    };
    const names = [...files.keys(), ...more];
    const program = ts.createProgram(names, options, host);
    return new Map(
      names.map((name) => {
        const source = program.getSourceFile(name);
        return [
          name,
          [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)],
        ];
      }),
    );
  }

  const fileOf = (title: string) => join(here, `mistake-${title.replaceAll(' ', '-')}.ts`);
  const files = new Map(mistakes.map(([title, line]) => [fileOf(title), `${preamble}${line};\n`]));
  files.set(
    fileOf('none'),
    `${preamble}scheduler.queueCalls([sampleCall({ details: { ...details, patient_name } })]);\n`,
  );
  let said: Map<string, ts.Diagnostic[]>;
  const diagnostics = (name: string): ts.Diagnostic[] => {
    said ??= diagnose(files, [fileURLToPath(import.meta.url)]);
    const found = said.get(name);
    if (found === undefined) throw new Error('the compiler did not see the file');
    return found;
  };

  it('of none is not complained of, as a control', { timeout: 60_000 }, () => {
    expect(diagnostics(fileOf('none'))).toEqual([]);
  });

  it.each(mistakes)('%s is one short message where it was made', (title, _, name) => {
    const found = diagnostics(fileOf(title));
    expect(found).toHaveLength(1);
    const [diagnostic] = found as [ts.Diagnostic];
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    expect(text).toContain(name);
    expect(text.length, text).toBeLessThan(350);
    expect(diagnostic.start).toBeGreaterThanOrEqual(preamble.length);
  });

  it('in this very file would be noticed', () => {
    const found = diagnostics(fileURLToPath(import.meta.url));
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
  });
});
