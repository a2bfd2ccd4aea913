import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { CHART } from '../chart/chart';
import type { Shell } from './completion/shell';
import { usageError } from './errors';
import { pathOf } from './habits/path';
import { addKindFlags } from './kinds';
import { print } from './print';
import { addReleaseFlags, addVersionFlag, collect, type ReleaseFlags } from './release-flags';
import { addRunFlags, type RunFlags } from './run-flags';
import type { TemplateFlags } from './template';
import { valuesFile } from './values-file';
import { refuseOtherVersion } from './version';

/** Loaded when values are read: they take most of the command's time. */
const actions = (): typeof import('./actions') => require('./actions');

/** The path of a file at the top of the package, which lies beside the folder of this program. */
const packageFile = (name: string) => join(__dirname, '..', name);

const textOf = (name: string) => readFileSync(packageFile(name), 'utf8');

/** What `-o` is to kubectl and to other commands of Helm's. */
const FORMATS = ['yaml', 'json', 'table', 'wide', 'name'];

function folder(name: string): string {
  if (name === '')
    throw usageError([
      '--output-dir: expected a folder, found an empty text; leave it out to print, or type . for this folder',
    ]);
  if (!FORMATS.includes(name)) return name;
  throw usageError([
    `--output-dir ${name}: it names a folder, and the output is YAML; leave it out, or type ./${name} for a folder called so`,
  ]);
}

const releaseName = () => new Argument('<release>', 'the name of the release');

function addTemplate(program: Command): void {
  const command = program
    .command('template')
    .description('print the manifests of a release, as helm template does')
    .addArgument(releaseName())
    .option(
      '-s, --show-only <template>',
      'only the objects of a template, as helm names it',
      collect,
    )
    .option(
      '-o, --output-dir <dir>',
      'write a file a template into a folder, as kvmini/templates/service.yaml',
      folder,
    )
    .option('--release-name', 'with --output-dir: a folder of the release around them');
  addKindFlags(addReleaseFlags(command)).action((release: string, flags: TemplateFlags) =>
    actions().template(release, flags),
  );
}

function addNotes(program: Command): void {
  const command = program
    .command('notes')
    .description('print how to use a release once it is applied')
    .addArgument(releaseName());
  addReleaseFlags(command).action((release: string, flags: ReleaseFlags) => {
    actions().printNotes(release, flags);
  });
}

function addRun(program: Command): void {
  const command = program
    .command('run')
    .description('print a run of kvmini bench as a Job, or with --schedule as a CronJob')
    .addArgument(new Argument('<name>', 'the name of the run'));
  addRunFlags(command).action((name: string, flags: RunFlags) => actions().printRun(name, flags));
}

function addFile(program: Command, name: string, description: string, read: () => string): void {
  const command = program.command(name).description(description);
  addVersionFlag(command).action(({ version }: { version?: string }) => {
    refuseOtherVersion(version);
    print(read());
  });
}

function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print a script that completes commands and flags in a shell')
    .addArgument(new Argument('<shell>', 'the name of the shell').choices(['bash', 'zsh', 'fish']))
    .action((shell: Shell) => print(actions().completion(program, shell)));
}

/** Whether an error says that values were refused. */
export const isRefusal = (error: Error): boolean => actions().isRefusal(error);

/** One line an error, with the command that has help. */
const oneLine =
  (help: string) =>
  (text: string, write: (text: string) => void): void =>
    write(`${text.trim().replaceAll('\n', ' ')} (${help})\n`);

/** The command line of `cdk8s-kvmini`. */
export function program(): Command {
  const command = new Command('cdk8s-kvmini')
    .description(
      'Renders the kvmini benchmark harness as Kubernetes manifests, as its Helm chart does',
    )
    .version(CHART.version)
    // Behind a command, `--version` is Helm's flag for the version of the chart.
    .enablePositionalOptions()
    .showSuggestionAfterError(false)
    .configureOutput({
      writeOut: print,
      outputError: oneLine('cdk8s-kvmini --help lists commands and flags'),
    })
    .exitOverride();
  addTemplate(command);
  addRun(command);
  addFile(command, 'values', 'print the default values, commented, as a file to edit', () =>
    valuesFile(textOf('values.yaml'), packageFile('values.schema.json')),
  );
  addFile(command, 'schema', 'print the JSON Schema of the values', () =>
    textOf('values.schema.json'),
  );
  addNotes(command);
  addCompletion(command);
  command
    .command('version')
    .description('print the version')
    .option('--short', "as without it: Helm's habit")
    .action(() => print(`${CHART.version}\n`));
  for (const one of command.commands)
    one.configureOutput({ outputError: oneLine(`${pathOf(one)} --help lists its options`) });
  return command;
}
