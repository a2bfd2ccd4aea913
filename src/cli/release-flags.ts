import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { KvminiHarnessProps } from '../harness-props';
import { userValues } from '../helm/userValues';

/** The flags that say what a release is: Helm's own words. */
export interface ReleaseFlags {
  readonly namespace?: string;
  readonly createNamespace: boolean;
  readonly managedBy?: string;
  readonly values: readonly string[];
  readonly setJson: readonly string[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
  readonly setFile: readonly string[];
  readonly setLiteral: readonly string[];
}

const collect = (value: string, earlier: readonly string[]) => [...earlier, value];

/** Gives a command Helm's flags for a release and its values. */
export function addReleaseFlags(command: Command): Command {
  return command
    .option('-n, --namespace <name>', 'namespace of the release')
    .option('--create-namespace', 'begin with the Namespace itself', false)
    .option('--managed-by <name>', 'value of the label app.kubernetes.io/managed-by')
    .option('-f, --values <file>', 'values in a YAML file, or - for standard input', collect, [])
    .option('--set <a.b=c,…>', 'values on the command line', collect, [])
    .option('--set-string <a.b=c,…>', 'values on the command line that are strings', collect, [])
    .option('--set-json <a.b=json,…>', 'values on the command line as JSON', collect, [])
    .option('--set-file <a.b=file,…>', 'values that are the content of files', collect, [])
    .option('--set-literal <a.b=text>', 'a value that is taken to the letter', collect, []);
}

const STANDARD_INPUT = 0;

/** Reads a file that a flag names, as UTF-8. */
function readFile(path: string): string {
  return readFileSync(path === '-' ? STANDARD_INPUT : path, 'utf8');
}

/** Prints what Helm would do and the user probably did not mean. */
function warn(warnings: readonly { readonly message: string }[]): void {
  for (const { message } of warnings) process.stderr.write(`warning: ${message}\n`);
}

/**
 * The properties of the harness that the flags describe.
 *
 * @throws HelmValuesError for all files and flags at once
 */
export function releaseProps(flags: ReleaseFlags): Omit<KvminiHarnessProps, 'releaseName'> {
  const { values, warnings } = userValues({ ...flags, files: flags.values }, readFile);
  warn(warnings);
  return { namespace: flags.namespace, managedBy: flags.managedBy, values: values as object };
}
