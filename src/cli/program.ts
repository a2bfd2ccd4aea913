import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { CHART } from '../chart/chart';
import { addKindFlags } from './kinds';
import { print } from './print';
import { addReleaseFlags, type ReleaseFlags } from './release-flags';
import type { TemplateFlags } from './template';

/** Loaded when values are read: they take most of the command's time. */
const actions = (): typeof import('./actions') => require('./actions');

/** A file at the top of the package, which lies beside the folder of this program. */
function packageFile(name: string): string {
  return readFileSync(join(__dirname, '..', name), 'utf8');
}

function addTemplate(program: Command): void {
  const command = program
    .command('template')
    .description('print the manifests of a release, as helm template does')
    .argument('<release>', 'release name')
    .option('-o, --output-dir <dir>', 'write them to <dir>/<release>.k8s.yaml instead');
  addKindFlags(addReleaseFlags(command)).action((release: string, flags: TemplateFlags) =>
    actions().template(release, flags),
  );
}

function addNotes(program: Command): void {
  const command = program
    .command('notes')
    .description('print how to use a release once it is applied')
    .argument('<release>', 'release name');
  addReleaseFlags(command).action((release: string, flags: ReleaseFlags) => {
    actions().printNotes(release, flags);
  });
}

function addFile(program: Command, name: string, file: string, description: string): void {
  program
    .command(name)
    .description(description)
    .action(() => {
      print(packageFile(file));
    });
}

/** Whether an error says that values were refused. */
export const isRefusal = (error: Error): boolean => actions().isRefusal(error);

/** The command line of `cdk8s-kvmini`. */
export function program(): Command {
  const command = new Command('cdk8s-kvmini')
    .description(
      'Renders the kvmini benchmark harness as Kubernetes manifests, as its Helm chart does',
    )
    .version(CHART.version)
    .showHelpAfterError('(cdk8s-kvmini --help lists commands and flags)')
    .configureOutput({ writeOut: print })
    .exitOverride();
  addTemplate(command);
  addFile(command, 'values', 'values.yaml', 'print the default values, commented');
  addFile(command, 'schema', 'values.schema.json', 'print the JSON Schema of the values');
  addNotes(command);
  return command;
}
