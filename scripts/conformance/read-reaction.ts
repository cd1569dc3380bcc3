import { NO_SUCH_FIELD } from './bodies.ts';
import { fieldOf, schemaOf } from './field.ts';
import { isSuccess } from './judge.ts';
import type { Observation } from './observation.ts';
import type { Question } from './probe.ts';
import type { Reading } from './read-answer.ts';
import {
  type Complaint,
  complaintsOf,
  isAboutMissingField,
  isAboutUnknownField,
  namesField,
} from './refusal.ts';
import type { Reply } from './reply.ts';

/** What is known when an answer is read. */
export interface Known {
  /** Every field name of the description. */
  fields: ReadonlySet<string>;
  /** What was observed so far. */
  observations: readonly Observation[];
}

/**
 * What an answer says about the names its request asked for. A refusal's silence says nothing: a server may stop at the
 * first fault, and need not name it.
 */
export function readReaction({ how, places }: Question, reply: Reply, known: Known): Reading {
  const complaints = [400, 422].includes(reply.status) ? complaintsOf(reply.body) : [];
  return readers[how]({ places, reply, complaints, known });
}

interface Asked {
  places: string[];
  reply: Reply;
  complaints: Complaint[];
  known: Known;
}

const readers: Record<Question['how'], (asked: Asked) => Reading> = {
  'left out': ({ places, complaints, known }) => {
    const observations = whenNamed(places, complaints, 'missed when left out');
    if (observations.length > 0) return { observations, unknown: [] };
    const others = complaints.filter(isAboutMissingField).flatMap(({ path }) => path.slice(-1));
    const strange = others.filter(
      (field) => /\D/.test(field) && field !== 'body' && !known.fields.has(field),
    );
    if (strange.length === 0) return { observations, unknown: [] };
    return {
      observations: places.map((place) =>
        against(place, 'left out, and a field that is not listed was missed instead'),
      ),
      unknown: places.flatMap((place) => strange.map((field) => ({ schema: schemaOf(place), field }))),
    };
  },

  'wrong type': ({ places, complaints }) =>
    seen(whenNamed(places, complaints, 'refused when its value is wrong')),

  'beside an unknown field': ({ places, complaints }) => {
    const strict = complaints.filter(isAboutUnknownField);
    if (!strict.some((complaint) => namesField(complaint, NO_SUCH_FIELD))) return seen([]);
    return seen(
      places.map((place) =>
        strict.some((complaint) => namesField(complaint, fieldOf(place)))
          ? against(place, UNKNOWN_TO_SERVER)
          : { place, verdict: 'confirmed', why: 'taken where an unknown field is refused by name' },
      ),
    );
  },

  // Only where a value of nonsense is refused does it mean something that a listed one is not.
  'with a listed value': ({ places: [value = '', place = ''], reply, complaints, known }) => {
    if (complaints.some((complaint) => namesField(complaint, fieldOf(place))))
      return seen([against(value, 'refused as a value of its field')]);
    const isChecked = known.observations.some((seen) => seen.place === place && seen.verdict === 'confirmed');
    const gotPast = isSuccess(reply.status) || [403, 404, 409].includes(reply.status);
    return seen(
      isChecked && gotPast
        ? [{ place: value, verdict: 'confirmed', why: 'taken where a value of nonsense is refused' }]
        : [],
    );
  },

  'asked for': ({ places, reply }) => {
    if (!isSuccess(reply.status)) return seen([]);
    return seen(
      places.map((place) =>
        Object.hasOwn(Object(reply.body), fieldOf(places.at(-1) ?? ''))
          ? { place, verdict: 'confirmed', why: 'asked for, and there in the answer' }
          : against(place, 'asked for, and missing in the answer'),
      ),
    );
  },
};

const UNKNOWN_TO_SERVER = 'refused as a field that the server does not know';

function whenNamed(places: string[], complaints: Complaint[], why: string): Observation[] {
  return places.flatMap((place): Observation[] => {
    const named = complaints.filter((complaint) => namesField(complaint, fieldOf(place)));
    if (named.length === 0) return [];
    return named.every(isAboutUnknownField)
      ? [against(place, UNKNOWN_TO_SERVER)]
      : [{ place, verdict: 'confirmed', why }];
  });
}

function seen(observations: Observation[]): Reading {
  return { observations, unknown: [] };
}

function against(place: string, why: string): Observation {
  return { place, verdict: 'contradicted', why };
}
