/** The part of Redocly's plugin interface that these rules use; the CLI ships bundled, without types. */
export interface Location {
  source: { absoluteRef: string };
  child(path: (string | number)[]): Location;
}

export interface Context {
  location: Location;
  report(problem: { message: string; location?: Location }): void;
  /** Follows a `$ref`, relative to the file `from`; anything else comes back as it is. */
  resolve(node: unknown, from?: string): { node?: unknown; location?: Location };
}

/** A schema, parameter, header or operation as written: any key may be missing or wrong, which is what a rule is for. */
export type Node = Record<string, unknown>;

export type Rule = () => Record<string, (node: Node, ctx: Context) => void>;
