import type { OperationId } from '../../generated/operations.ts';
import type { NameRow } from './names-table.ts';

/** One request, and what did not hold of its answer. */
export interface ProbeResult {
  name: string;
  operation: OperationId;
  /** The status of the answer; 0 when none came, undefined when nothing was sent. */
  status?: number;
  outcome: 'held' | 'not held' | 'not sent';
  findings: string[];
}

/** A field of an answer that the description does not list. */
export interface UnknownField {
  schema: string;
  /** Undefined when what the server wrote does not look like the name of a field. */
  field?: string;
}

/** What a run found out. Holds no value that was sent or received. */
export interface Report {
  startedAt: string;
  origin: string;
  mode: 'safe' | 'with a call';
  probes: ProbeResult[];
  names: NameRow[];
  unknown: UnknownField[];
  /** Why the run, or a part of it, stopped early: one sentence each, the loudest first. */
  alarms: string[];
}

/** Whether everything held: each probe, each name, and nothing stopped early. Unknown fields of an error body are no contradiction. */
export function heldAll({ probes, names, unknown, alarms }: Report): boolean {
  return (
    alarms.length === 0 &&
    probes.every(({ outcome }) => outcome === 'held') &&
    names.every(({ verdict }) => verdict !== 'contradicted') &&
    unknown.every(({ schema }) => schema === 'Problem')
  );
}
