/** Which runs are kept, as `benchmark.prune` says it: 0 and an empty text say nothing. */
export interface KeptRuns {
  readonly keep: number;
  readonly olderThan: string;
}

/** Whether nothing says that a run may go. */
export const keepsAll = ({ keep, olderThan }: KeptRuns): boolean => keep === 0 && olderThan === '';
