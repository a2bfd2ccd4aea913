import { refusal } from './errors';
import type { TemplateFile } from './template-files';

/** What a pattern of Go's `filepath.Match` says, as a regular expression: `*`, `?`, `[a-z]` and `[^a-z]`, and never a slash. */
function patternOf(glob: string): RegExp | undefined {
  const source = glob.replace(
    /\\(.)|\[\^?[^\]]+\]|[*?]|[^\w/-]/gs,
    (part: string, escaped?: string) => {
      if (escaped !== undefined) return `\\u{${escaped.codePointAt(0)?.toString(16)}}`;
      if (part === '*') return '[^/]*';
      if (part === '?') return '[^/]';
      return part.length > 1 ? part : `\\${part}`;
    },
  );
  try {
    return new RegExp(`^${source}$`, 'u');
  } catch {
    return undefined;
  }
}

/** The templates that one `--show-only` names, as the chart itself and as a parent of it does. */
function named(files: readonly TemplateFile[], wanted: string): readonly TemplateFile[] {
  const pattern = patternOf(wanted.replace(/^charts\/kvmini\//, ''));
  return files.filter(({ name }) => name === wanted || pattern?.test(name));
}

function problem(files: readonly TemplateFile[], wanted: string): string | undefined {
  const found = named(files, wanted);
  if (found.some(({ manifests }) => manifests.length > 0)) return undefined;
  const flag = `--show-only ${wanted || '""'}`;
  if (/(^|\/)templates\/tests\//.test(wanted))
    return `${flag}: tests are never printed here; helm template has them`;
  const names = (some: readonly TemplateFile[]) => some.map(({ name }) => name).join(', ');
  return found.length === 0
    ? `${flag}: there is no such template; there are ${names(files)}`
    : `${flag}: with these values there is no object of ${names(found)}`;
}

/**
 * The templates that `--show-only` names, in the order of the flags; each comes once.
 *
 * @throws CommandLineError for what names none, or none that has an object with these values
 */
export function showOnly(
  files: readonly TemplateFile[],
  wanted: readonly string[],
): readonly TemplateFile[] {
  const problems = wanted.flatMap((one) => problem(files, one) ?? []);
  if (problems.length > 0) throw refusal(...problems);
  return [...new Set(wanted.flatMap((one) => named(files, one)))];
}
