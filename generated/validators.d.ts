// Generated from openapi/ by `npm run generate`. Do not edit.
/** One broken keyword; holds no value. */
export interface Failure {
  /** A JSON pointer into the checked value. */
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}
/** Whether `data` satisfies the schema; `errors` then lists every failure of the last call. */
export interface Validator {
  (data: unknown): boolean;
  errors?: Failure[] | null;
}
export const EntityInput: Validator;
export const QueueCallsInput: Validator;
export const TriggerInput: Validator;
