import { type Description, type Mark, operationsOf, refName, type Schema } from './description.ts';
import type { Observation } from './observation.ts';

/** A reconstructed name, and what the server said of it. */
export interface NameRow {
  /** `Schema.field`, `Enum: VALUE`, `operation?parameter` or `operation 200`. */
  place: string;
  mark: Mark;
  verdict: 'confirmed' | 'contradicted' | 'not seen';
  /** The signs behind the verdict, each once. */
  why: string[];
}

/**
 * Every name that is not published, with its verdict; and of the published ones those that the server contradicts.
 * One sign against a name outweighs any number for it.
 */
export function namesTable(description: Description, observations: Observation[]): NameRow[] {
  return namesOf(description)
    .map(({ place, mark }) => {
      const seen = observations.filter((observation) => observation.place === place);
      const against = seen.filter(({ verdict }) => verdict === 'contradicted');
      const deciding = against.length > 0 ? against : seen;
      return {
        place,
        mark,
        verdict: deciding[0]?.verdict ?? ('not seen' as const),
        why: [...new Set(deciding.map(({ why }) => why))],
      };
    })
    .filter(
      ({ place, mark, verdict }) =>
        verdict === 'contradicted' || (mark !== 'published' && !place.endsWith(OF_ENUM)),
    );
}

/** Ends the place of an enum as a whole, which can only be contradicted: by a value that it does not list. */
const OF_ENUM = ' (its values)';

interface Name {
  place: string;
  mark: Mark;
}

/** Every name of the description and its mark. */
export function namesOf(description: Description): Name[] {
  const schemas = Object.entries(description.components.schemas).flatMap(([name, schema]) => [
    ...fieldNames(name, schema),
    ...enumNames(name, schema),
  ]);
  const operations = operationsOf(description).flatMap(({ operationId, parameters = [], responses }) => [
    ...parameters.flatMap((reference) => {
      const parameter = description.components.parameters[refName(reference) ?? ''] ?? reference;
      return parameter.in === 'query'
        ? [{ place: `${operationId}?${parameter.name}`, mark: parameter['x-provenance'] ?? 'published' }]
        : [];
    }),
    { place: `${operationId} 200`, mark: responses['200']?.['x-provenance'] ?? ('published' as const) },
  ]);
  return [...schemas, ...operations];
}

function fieldNames(name: string, { properties = {} }: Schema): Name[] {
  return Object.entries(properties).map(([field, property]) => ({
    place: `${name}.${field}`,
    mark: property['x-provenance'] ?? 'published',
  }));
}

function enumNames(name: string, schema: Schema): Name[] {
  if (!schema.enum) return [];
  const mark = schema['x-provenance'] ?? 'published';
  return [...schema.enum.map((value) => `${name}: ${value}`), name + OF_ENUM].map((place) => ({
    place,
    mark,
  }));
}
