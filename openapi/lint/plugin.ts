/** The house rules of this description, as a local Redocly plugin. One rule a file; the file says why it exists. */
import { enumValuesDescribed } from './enum-values-described.ts';
import { personalNamesSensitive } from './personal-names-sensitive.ts';
import { placeholderNotRequired } from './placeholder-not-required.ts';
import { propertyDescribed } from './property-described.ts';
import { provenanceMarked } from './provenance-marked.ts';
import type { Rule } from './redocly.ts';
import { replayDeclared } from './replay-declared.ts';
import { requestsClosedResponsesOpen } from './requests-closed-responses-open.ts';
import { ruleNamesKnown } from './rule-names-known.ts';
import { sensitivityMarked } from './sensitivity-marked.ts';

const rules: Record<string, Rule> = {
  'enum-values-described': enumValuesDescribed,
  'personal-names-sensitive': personalNamesSensitive,
  'placeholder-not-required': placeholderNotRequired,
  'property-described': propertyDescribed,
  'provenance-marked': provenanceMarked,
  'replay-declared': replayDeclared,
  'requests-closed-responses-open': requestsClosedResponsesOpen,
  'rule-names-known': ruleNamesKnown,
  'sensitivity-marked': sensitivityMarked,
};

// Redocly loads a plugin by its default export.
export default (): { id: string; rules: { oas3: Record<string, Rule> } } => ({
  id: 'evergrove',
  rules: { oas3: rules },
});
