/** Values in ascending order. */
export type Sorted = readonly number[] | Float64Array;

/** The value of the nearest rank in sorted values; `NaN` where there is none. */
export function percentileOf(sorted: Sorted, percent: number): number {
  return sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? Number.NaN;
}
