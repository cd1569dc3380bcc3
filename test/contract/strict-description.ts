import { type Json, readDescription } from './fuzz/description.ts';

/** The one status that the sandbox has and the description has not. */
const TOMORROW = 'ON_HOLD';
/** What HTTP answers before an operation is reached; the description has `default` for these. */
const BEFORE_THE_OPERATION = ['405', '413', '415'];

/**
 * The description as the sandbox is held to it. It is tolerant, since a real server may do what nobody knows of: it has
 * a `default` for every status, and strings beside the values of every enum. The sandbox is ours, and has no need of
 * either: here a status that is not listed is undeclared, and a value that is not listed is wrong.
 */
export function strictDescription(): Json {
  const description = readDescription();
  for (const item of Object.values<Json>(description.paths)) {
    for (const { responses } of Object.values<Json>(item)) {
      const { default: other } = responses;
      delete responses.default;
      for (const status of BEFORE_THE_OPERATION) responses[status] = other;
    }
  }
  const { schemas } = description.components;
  for (const { properties = {} } of Object.values<Json>(schemas)) {
    for (const property of Object.values<Json>(properties)) {
      const isClosed = property.anyOf?.some(({ $ref }: Json) => schemas[$ref?.split('/').at(-1)]?.enum);
      if (isClosed) property.anyOf = property.anyOf.filter(({ type }: Json) => type !== 'string');
    }
  }
  schemas.OutboundCallStatus.enum.push(TOMORROW);
  return description;
}
