/** One part of the benchmark: a table, and the figures that are promised. */
export interface Section {
  title: string;
  /** What the numbers are, and how they were taken. */
  note: string;
  columns: string[];
  rows: (string | number)[][];
  /** The same for a program, where a cell holds more than one figure. */
  figures?: unknown;
  targets: Target[];
}

/** A promised figure. */
export interface Target {
  name: string;
  value: number;
  atMost: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
