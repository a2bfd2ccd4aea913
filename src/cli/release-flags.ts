import type { Command } from 'commander';

/** The flags that say what a release is: Helm's own words. */
export interface ReleaseFlags {
  readonly namespace?: string;
  readonly createNamespace?: boolean;
  readonly managedBy?: string;
  readonly kubeVersion?: string;
  readonly values?: readonly string[];
  readonly setJson?: readonly string[];
  readonly set?: readonly string[];
  readonly setString?: readonly string[];
  readonly setFile?: readonly string[];
  readonly setLiteral?: readonly string[];
}

const collect = (value: string, earlier: readonly string[] = []) => [...earlier, value];

/** Gives a command Helm's flags for a release and its values. */
export function addReleaseFlags(command: Command): Command {
  return command
    .option('-n, --namespace <name>', 'namespace of the release')
    .option('--create-namespace', 'begin with the Namespace itself')
    .option('--managed-by <name>', 'value of the label app.kubernetes.io/managed-by')
    .option('--kube-version <version>', 'oldest Kubernetes that the manifests are for')
    .option('-f, --values <file>', 'values in a YAML file, or - for standard input', collect)
    .option('--set <a.b=c,…>', 'values on the command line', collect)
    .option('--set-string <a.b=c,…>', 'values on the command line that are strings', collect)
    .option('--set-json <a.b=json,…>', 'values on the command line as JSON', collect)
    .option('--set-file <a.b=file,…>', 'values that are the content of files', collect)
    .option('--set-literal <a.b=text>', 'a value that is taken to the letter', collect);
}
