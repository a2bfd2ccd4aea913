import { redactForms } from 'kvmini-contract/redact';

/**
 * What kind of thing is wrong with a value, for programs; messages may be reworded, codes stay.
 *
 * - `unknown-key`: a key that nothing reads, mostly a misspelt one
 * - `unknown-name`: the name of a profile or a volume that is not there
 * - `missing`: nothing stands where something is needed: a field left out, a default that `null` deletes, an empty list
 * - `wrong-type`: a value of another type, such as `"8080"` for a number or a list for a map
 * - `wrong-format`: text of the right type that has another form than is needed, or is too long
 * - `not-allowed`: a word other than the few that are allowed, such as `always` for `Always`
 * - `out-of-range`: a number or an amount that is too small, too large, or not whole where it has to be
 * - `duplicate`: a name, key or path that the chart itself or an earlier entry has already
 * - `conflict`: values that are right each by itself, but not together, such as a request above its limit
 * - `not-json`: what JSON can't hold, such as a function, a `Date`, a cycle, `NaN` or a gap in a list
 * - `unsafe-text`: text or a key that can't be written as YAML or JSON
 */
export type ValuesIssueCode =
  | 'unknown-key'
  | 'unknown-name'
  | 'missing'
  | 'wrong-type'
  | 'wrong-format'
  | 'not-allowed'
  | 'out-of-range'
  | 'duplicate'
  | 'conflict'
  | 'not-json'
  | 'unsafe-text';

/** One thing that is wrong with the values. */
export interface ValuesIssue {
  /** What kind of thing is wrong, for programs. */
  readonly code: ValuesIssueCode;
  /** Where, for example `extraVolumes[0].name`; `releaseName`, `namespace`, `managedBy` and `kubeVersion` are props. */
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

/** An issue without what is a secret by its own form. */
function redactTexts(issue: ValuesIssue): ValuesIssue {
  const texts = Object.entries(issue).map(([name, text]) => [name, redactForms(text)]);
  return Object.fromEntries(texts) as unknown as ValuesIssue;
}

/** An issue whose key was meant for another, with the path that this has in a parent's values. */
function meantBelow(issue: ValuesIssue, subchart: string): ValuesIssue {
  const { code, suggestion = 'global', message } = issue;
  if (code !== 'unknown-key' || /^global\b/.test(suggestion)) return issue;
  const there = `${subchart}.${suggestion}`;
  return { ...issue, suggestion: there, message: message.replace(suggestion, () => there) };
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
    // A key or a name that is wrong may be a secret that came to the wrong place.
    const shown = issues.map((issue) => redactTexts(issue));
    const lines = shown.map(({ path, message }) => `  ${path}: ${message}`);
    const head = `${redactForms(subject)} has ${count} in its values, so nothing was rendered:`;
    super([head, ...lines].join('\n'));
    this.subject = subject;
    this.issues = Object.freeze(shown);
  }

  /**
   * The same with the paths that a parent chart's values have for a subchart's.
   *
   * @internal
   */
  public below(subchart: string): ValuesError {
    const issues = this.issues.map((issue) => {
      const inside = meantBelow(issue, subchart);
      return /^(global|releaseName|namespace|managedBy|kubeVersion)\b/.test(issue.path)
        ? inside
        : { ...inside, path: `${subchart}.${issue.path}` };
    });
    return valuesError(this.subject, issues);
  }
}

/** Outside of the class: a bundler gives a class another name that names itself, and stack traces would say so. */
const valuesError = (subject: string, issues: readonly ValuesIssue[]) =>
  new ValuesError(subject, issues);
