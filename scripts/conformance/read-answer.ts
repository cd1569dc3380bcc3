import { type Description, resolved, type Schema } from './description.ts';
import type { Observation } from './observation.ts';

/** What an answer says about the names of the description. */
export interface Reading {
  observations: Observation[];
  /** Fields that the description does not list, as the server wrote them: not yet fit to be shown. */
  unknown: { schema: string; field: string }[];
}

/** Fields that an answer may leave out by the words of the reference. What is absent says nothing about them. */
export const mayBeAbsent: Record<string, string[]> = {
  TriggerResult: ['workflow_id', 'errors', 'message'],
  RequestStatus: ['call_attempts'],
  StoredWorkingDay: ['windows', 'default_call_time'],
  Problem: ['type', 'title', 'status', 'detail', 'message', 'error', 'code', 'errors'],
};

/** Reads an answer along its schema. Pure: the answer is not kept, and no value of it comes out. */
export function readAnswer(description: Description, schema: Schema, answer: unknown): Reading {
  const reading: Reading = { observations: [], unknown: [] };
  read(description, schema, answer, '', reading);
  return reading;
}

function read(
  description: Description,
  reference: Schema,
  value: unknown,
  within: string,
  reading: Reading,
): void {
  const { name, schema } = resolved(description, reference, within);
  const deeper = (part: Schema, item: unknown) => read(description, part, item, name, reading);
  if (schema.anyOf ?? schema.oneOf) return readChoice(schema.anyOf ?? schema.oneOf ?? [], value, deeper);
  if (schema.enum) return readEnum(name, schema.enum, value, reading);
  if (Array.isArray(value)) {
    for (const item of value) if (schema.items) deeper(schema.items, item);
    return;
  }
  if (!schema.properties || typeof value !== 'object' || value === null) return;
  for (const [field, property] of Object.entries(schema.properties)) {
    const place = `${name}.${field}`;
    if (Object.hasOwn(value, field)) {
      reading.observations.push({ place, verdict: 'confirmed', why: 'there in an answer' });
      deeper(property, (value as Record<string, unknown>)[field]);
    } else if (!mayBeAbsent[name]?.includes(field)) {
      reading.observations.push({ place, verdict: 'contradicted', why: 'missing in an answer' });
    }
  }
  for (const field of Object.keys(value)) {
    if (!Object.hasOwn(schema.properties, field)) reading.unknown.push({ schema: name, field });
  }
}

/** Of a choice, the branch that fits what came: an object, or a text with its listed values. */
function readChoice(branches: Schema[], value: unknown, deeper: (part: Schema, item: unknown) => void): void {
  if (value === null || value === undefined) return;
  const [branch] = branches.filter(({ $ref }) => $ref !== undefined);
  if (branch) deeper(branch, value);
}

function readEnum(name: string, listed: string[], value: unknown, { observations }: Reading): void {
  if (typeof value !== 'string') return;
  if (listed.includes(value)) {
    observations.push({ place: `${name}: ${value}`, verdict: 'confirmed', why: 'there in an answer' });
  } else {
    observations.push({
      place: `${name} (its values)`,
      verdict: 'contradicted',
      why: 'an answer holds a value that is not listed',
    });
  }
}
