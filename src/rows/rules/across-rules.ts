import { error, type Rule, warning } from './rule.ts';

/** Of a row in the light of the rows above it. */
export const ACROSS_RULES = {
  duplicate: error(['external_reference_id'], 'an earlier row has the same id: give every row its own'),
  all_or_none: error(
    ['external_reference_id'],
    'the first row has no id, and either all rows or none may: give every row its own',
  ),
  timezone_conflict: error(
    ['provider_office'],
    'an earlier row names this office in another time zone, and entities are kept by name: if they are two offices, give them names of their own (in code, `entityName` may do so)',
  ),
  address_conflict: warning(
    ['provider_office'],
    'an earlier row names this office with another address: check that it is the same office',
  ),
  phone_conflict: warning(
    ['provider_office'],
    'an earlier row names this office with another number: check that it is the same office',
  ),
} as const satisfies Record<string, Rule>;
