import { type Description, resolved, type Schema } from './description.ts';

/** A field of a request schema. */
export interface Field {
  name: string;
  /** Schema and field, such as `CallInput.entity_id`. */
  place: string;
  isRequired: boolean;
  schema: Schema;
}

/** The fields of one schema, as the description lists them. */
export function fieldsOf(description: Description, schemaName: string): Field[] {
  const { properties = {}, required = [] } = description.components.schemas[schemaName] ?? {};
  return Object.entries(properties).map(([name, property]) => ({
    name,
    place: `${schemaName}.${name}`,
    isRequired: required.includes(name),
    schema: resolved(description, property, schemaName).schema,
  }));
}

/** A value for every field that no reading could take for the right one: an object where a text belongs, a text for an object. */
export function illTyped(fields: Field[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.map(({ name, schema }) => [name, schema.type === 'object' ? 'conformance' : { conformance: 1 }]),
  );
}

/** The field, or the query parameter, at the end of a place. */
export function fieldOf(place: string): string {
  return place.slice(Math.max(place.lastIndexOf('.'), place.lastIndexOf('?')) + 1);
}

/** The schema, or the operation, at the start of a place. */
export function schemaOf(place: string): string {
  return place.split(/[.?:]/, 1)[0] ?? place;
}

/** An object without one of its fields. */
export function without<T extends object>(whole: T, field: keyof T | (string & {})): Partial<T> {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field)) as Partial<T>;
}
