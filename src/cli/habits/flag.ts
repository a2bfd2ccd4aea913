/**
 * What becomes of a flag of Helm's here:
 *
 * - `works`: it does what it does in Helm
 * - `agrees`: it is taken without a word, since Helm with this chart prints the same with it
 * - `warned`: it is taken with a warning, since it does nothing here and no harm
 * - `refused`: it asks for what this command does not do, and a line says what to type instead
 */
export type Fate = 'works' | 'agrees' | 'warned' | 'refused';

/** A flag that is typed after `helm template`, `helm install` or `helm upgrade`. */
export interface HelmFlag {
  /** Its name without dashes. */
  readonly name: string;
  /** Its letter. */
  readonly short?: string | undefined;
  /** Whether a value follows; `after =`: only as in `--dry-run=server`. */
  readonly takes: 'nothing' | 'value' | 'after =';
  /** What becomes of it. */
  readonly fate: Fate;
  /** What it does here, or what to type instead; Markdown, since the page about the command shows it too. */
  readonly says: string;
}

/** One row a flag: its names as `-n, --namespace VALUE` or `--wait[=VALUE]`, and what it says. */
type Rows = Readonly<Record<string, string>>;

const NAMES = /^(?:-(\w), )?--([\w-]+)( VALUE|\[=VALUE\])?$/;

function takes(value: string | undefined): HelmFlag['takes'] {
  if (value === undefined) return 'nothing';
  return value === ' VALUE' ? 'value' : 'after =';
}

/** The flags of one fate. */
export function flagsOf(fate: Fate, rows: Rows): readonly HelmFlag[] {
  return Object.entries(rows).map(([names, says]) => {
    const [, short, name, value] = NAMES.exec(names) ?? [];
    if (name === undefined) throw new Error(`${names}: no names of a flag`);
    return { name, short, takes: takes(value), fate, says };
  });
}
