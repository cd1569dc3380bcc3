/** A value that may be a `T`, by the names of its fields: nothing is known of what they hold. */
export type Unchecked<T> = { [K in keyof T]?: unknown };
