/** One thing that is wrong with the values. */
export interface ValuesIssue {
  /** Where, for example `extraVolumes[0].name`; `releaseName`, `namespace` and `managedBy` are props. */
  readonly path: string;
  /** What is wrong and what to do, as one line without the path. */
  readonly message: string;
  /** What may stand there. */
  readonly expected?: string;
  /** What was found; never a value that may be secret. */
  readonly received?: string;
  /** The key that was probably meant. */
  readonly suggestion?: string;
}

/**
 * Says everything that is wrong with a harness's values.
 *
 * Thrown before anything is added to the construct tree: nothing is rendered by halves.
 */
export class ValuesError extends Error {
  public override readonly name = 'ValuesError';

  /** All problems, in the order of the values' schema. */
  public readonly issues: readonly ValuesIssue[];

  /** What the values are for. */
  private readonly subject: string;

  /**
   * @param subject what the values are for, for example `kvmini "kvmini-harness"`
   * @param issues all problems, at least one
   */
  public constructor(subject: string, issues: readonly ValuesIssue[]) {
    const count = issues.length === 1 ? '1 problem' : `${issues.length} problems`;
    const lines = issues.map(({ path, message }) => `  ${path}: ${message}`);
    super([`${subject} has ${count} in its values, so nothing was rendered:`, ...lines].join('\n'));
    this.subject = subject;
    this.issues = Object.freeze([...issues]);
  }

  /**
   * The same with the paths that a parent chart's values have for a subchart's.
   *
   * @internal
   */
  public below(subchart: string): ValuesError {
    const issues = this.issues.map((issue) =>
      /^(global|releaseName|namespace|managedBy)\b/.test(issue.path)
        ? issue
        : { ...issue, path: `${subchart}.${issue.path}` },
    );
    return new ValuesError(this.subject, issues);
  }
}
