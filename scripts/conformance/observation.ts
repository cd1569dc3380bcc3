/** One sign for or against a name of the description. */
export interface Observation {
  /** `Schema.field`, `Enum: VALUE`, `operation?parameter` or `operation 200`. */
  place: string;
  verdict: 'confirmed' | 'contradicted';
  /** In our own words. */
  why: string;
}
