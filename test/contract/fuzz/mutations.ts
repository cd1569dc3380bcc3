import type { Json } from './description.ts';
import { bent, KEYS, listLengths, moments, nearMisses, SAMPLES, STRANGE, textLengths } from './edges.ts';
import type { Place } from './places.ts';

/** What becomes of a value, and whether that must be refused; where it may or may not be, nothing is said. */
export interface Kind {
  verdict?: 'refused' | 'accepted';
  /** The values to put in the place of the one that is there; none where the kind does not apply. */
  at(place: Place): Json[];
}

const typesOf = ({ schema }: Place): string[] =>
  schema.enum ? ['string'] : schema.type === undefined ? [] : [schema.type].flat();
const isObject = ({ schema }: Place) => schema.type === 'object';
const isArray = ({ schema }: Place) => schema.type === 'array';
const isText = ({ value }: Place): boolean => typeof value === 'string';
const requiredOf = ({ schema }: Place): string[] => schema.required ?? [];
/** Own keys alone, `__proto__` among them: an assignment would set the prototype. */
const withKey = (value: Json, key: string, item: Json) =>
  Object.fromEntries([...Object.entries(value).filter(([name]) => name !== key), [key, item]]);
const withoutKey = (value: Json, key: string) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));

/** Every way in which a body is spoiled or pushed to an edge. */
export const KINDS = {
  dropRequired: {
    verdict: 'refused',
    at: (place) => (isObject(place) ? requiredOf(place).map((key) => withoutKey(place.value, key)) : []),
  },
  dropOptional: {
    at: (place) =>
      isObject(place)
        ? Object.keys(place.value)
            .filter((key) => !requiredOf(place).includes(key))
            .map((key) => withoutKey(place.value, key))
        : [],
  },
  dependentRequired: {
    verdict: 'refused',
    at: ({ schema, value }) =>
      Object.entries<string[]>(schema.dependentRequired ?? {}).flatMap(([key, others]) =>
        key in value ? others.map((other) => withoutKey(value, other)) : [],
      ),
  },
  extraKey: {
    verdict: 'refused',
    at: (place) =>
      isObject(place) && place.schema.additionalProperties === false
        ? [...KEYS, ...nearMisses(place)].map((key) => withKey(place.value, key, 'text'))
        : [],
  },
  branchMixed: {
    at: ({ value, others }) => Object.entries(others).map(([key, item]) => withKey(value, key, item)),
  },
  wrongType: {
    verdict: 'refused',
    at: (place) => {
      const types = typesOf(place);
      return types.length === 0
        ? []
        : Object.entries(SAMPLES).flatMap(([type, values]) => (types.includes(type) ? [] : values));
    },
  },
  null: {
    verdict: 'refused',
    at: (place) => (typesOf(place).length > 0 && !typesOf(place).includes('null') ? [null] : []),
  },
  outOfEnum: {
    verdict: 'refused',
    at: ({ schema }) =>
      (schema.enum ?? []).flatMap((one: string) => [one.toUpperCase(), ` ${one}`, `${one}s`, '']),
  },
  patternEdge: {
    at: ({ schema, value }) => (schema.pattern && typeof value === 'string' ? bent(value) : []),
  },
  calendar: {
    at: ({ schema }) => moments[schema.format as keyof typeof moments] ?? [],
  },
  length: {
    at: (place) => [...textLengths(place), ...listLengths(place)],
  },
  listShape: {
    verdict: 'refused',
    at: (place) =>
      isArray(place) && place.value.length > 0
        ? [
            ...[place.value[0], { ...place.value }, [place.value], [...place.value, null], null],
            ...[JSON.stringify(place.value), [{}], [[]]],
          ].filter((value) => JSON.stringify(value) !== JSON.stringify(place.value))
        : [],
  },
  repeated: {
    at: ({ value }) => (Array.isArray(value) && value.length > 0 ? [[...value, value[0]]] : []),
  },
  unicode: {
    at: (place) =>
      isText(place) ? STRANGE.flatMap((text) => [text, place.value + text, text + place.value]) : [],
  },
  emptyObject: {
    at: (place) => (isObject(place) ? [{}] : []),
  },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
