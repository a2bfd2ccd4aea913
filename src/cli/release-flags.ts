import { type Command, InvalidArgumentError } from 'commander';
import { csvFields } from './csv';

/** The flags that say what a release is: Helm's own words. */
export interface ReleaseFlags {
  readonly namespace?: string;
  readonly createNamespace?: boolean;
  readonly managedBy?: string;
  readonly kubeVersion?: string;
  readonly version?: string;
  readonly parent?: boolean;
  readonly values?: readonly string[];
  readonly setJson?: readonly string[];
  readonly set?: readonly string[];
  readonly setString?: readonly string[];
  readonly setFile?: readonly string[];
  readonly setLiteral?: readonly string[];
}

/** Gathers a flag that may come several times. */
export const collect = (value: string, earlier: readonly string[] = []) => [...earlier, value];

function collectFiles(value: string, earlier: readonly string[] = []): readonly string[] {
  const files = csvFields(value);
  if (files === undefined)
    throw new InvalidArgumentError('Quotes stand around a whole name, in which they are doubled.');
  return [...earlier, ...files];
}

/** Gives a command Helm's flag for the version of the chart. */
export function addVersionFlag(command: Command): Command {
  return command.option(
    '--version <version>',
    'version of the chart, which is that of this command',
  );
}

/** Gives a command Helm's flags for a release and its values. */
export function addReleaseFlags(command: Command): Command {
  command
    .option('-n, --namespace <name>', 'namespace of the release, else that of HELM_NAMESPACE')
    .option('--create-namespace', 'begin with the Namespace itself')
    .option('--managed-by <name>', 'value of the label app.kubernetes.io/managed-by')
    .option('--kube-version <version>', 'oldest Kubernetes that the manifests are for')
    .option('-f, --values <file,…>', 'values in a YAML file, or - for standard input', collectFiles)
    .option('--set <a.b=c,…>', 'values on the command line', collect)
    .option('--set-string <a.b=c,…>', 'values on the command line that are strings', collect)
    .option('--set-json <a.b=json,…>', 'values on the command line as JSON', collect)
    .option('--set-file <a.b=file,…>', 'values that are the content of files', collect)
    .option('--set-literal <a.b=text>', 'a value that is taken to the letter', collect)
    .option('--parent', 'the values are those of a parent chart: kvmini and global are read');
  return addVersionFlag(command);
}
