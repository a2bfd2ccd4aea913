import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { appFile } from './apps';
import { type CommandLine, interleaved, medianOf, run } from './processes';

/** The values file that all of them read. */
export const VALUES = 'tools/bench/values.yaml';

/** One way to render a harness, as a whole process. */
export interface CommandFigure {
  readonly name: string;
  /** Milliseconds, median. */
  readonly wall: number;
  /** Whether it does only a part of what the command does, to tell where the command's time goes. */
  readonly isPart: boolean;
}

const EMPTY = 'an empty Node.js process';

const ONLY = {
  commandLine: 'only reading its command line, with commander',
  values: 'only reading and checking a values file, with yaml and zod',
  yaml: 'only what `yaml` does: parsing a values file and writing the objects',
} as const;

/** The objects that the command prints, as a process that only writes YAML is given them. */
function objectsFile(folder: string): string {
  const file = join(folder, 'objects.json');
  const { stdout } = run([process.execPath, 'lib/cli.js', 'template', 'bench', '-f', VALUES]);
  writeFileSync(file, JSON.stringify(parseAllDocuments(stdout)));
  return file;
}

/**
 * One harness, one process, from start to exit.
 *
 * @param helm the helm to compare with
 */
export function measureCommands(helm: string, rounds: number): readonly CommandFigure[] {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-bench-'));
  const empty = join(folder, 'empty.js');
  writeFileSync(empty, '');
  const node = process.execPath;
  const release = ['kvmini-harness', '--namespace', 'benchmark'] as const;
  const commands: Record<string, CommandLine> = {
    [EMPTY]: [node, empty],
    '`cdk8s-kvmini --version`': [node, 'lib/cli.js', '--version'],
    '`cdk8s-kvmini template`': [node, 'lib/cli.js', 'template', ...release],
    '`cdk8s-kvmini template -f`': [node, 'lib/cli.js', 'template', ...release, '-f', VALUES],
    '`helm template -f`': [
      helm,
      'template',
      '--skip-tests',
      ...release,
      '-f',
      VALUES,
      'charts/kvmini',
    ],
    [ONLY.commandLine]: [node, appFile('only-command-line')],
    [ONLY.values]: [node, appFile('only-values'), VALUES],
    [ONLY.yaml]: [node, appFile('only-yaml'), VALUES, objectsFile(folder)],
    'a cdk8s app with `KvminiHarness`': [node, appFile('construct'), folder, VALUES],
    'a cdk8s app with `Helm`': [node, appFile('helm-construct'), folder, VALUES, helm],
  };
  try {
    const runs = interleaved(commands, rounds);
    return Object.entries(runs).map(([name, all]) => ({
      name,
      wall: medianOf(all, ({ wall }) => wall),
      isPart: Object.values<string>(ONLY).includes(name),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
