import { Command, CommanderError, Option } from 'commander';
import { HTTP_PORT } from 'kvmini-contract/pod-layout';
import { printable } from 'kvmini-contract/printable';
import { LATEST_GOOD, MAX_REGRESSION } from 'kvmini-contract/runs';
import { EXIT } from '../errors';
import { RUN_FILES } from '../results/folder';
import { FIELD_NAMES } from '../settings/fields';
import { shownText } from '../settings/shown';
import { VERSION } from '../version';
import type { BenchFlags } from './bench';
import type { ColdFlags } from './cold';
import { COLD_FIELDS } from './cold-fields';
import { fieldOptions } from './field-options';
import { upstreamOptions } from './upstream';

/** Messages may have words of a server or of a file in them. */
const LONGEST_LINE = 4_000;

/** Sets the exit code with which the program will end. */
type Finish = (code: number) => void;

/** The command line of the harness; each command's code is loaded when it is used. */
function createProgram(finish: Finish): Command {
  const program = new Command('kvmini')
    .description('Measures OpenAI-compatible servers of language models')
    .version(VERSION)
    .configureOutput({ outputError: (text, write) => write(shownLines(text)) })
    .exitOverride();
  addServe(program, finish);
  addBench(program, finish);
  addCold(program, finish);
  addProfiles(program, finish);
  addReport(program, finish);
  addCompare(program, finish);
  addPrune(program, finish);
  addSelftest(program, finish);
  addMock(program, finish);
  addWorker(program, finish);
  return program;
}

/**
 * Runs the command line.
 *
 * @param args without the program's own name
 * @returns the exit code
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  try {
    const program = createProgram((given) => {
      code = given;
    });
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const known = (error as { exitCode?: number }).exitCode;
    const { message, stack } = error as Error;
    const text = known === undefined ? String(stack) : message;
    const lines = text.split('\n').map((line) => `kvmini: ${printable(line, LONGEST_LINE)}\n`);
    process.stderr.write(lines.join(''));
    return known ?? EXIT.failed;
  }
}

/** A key may stand in an argument that nobody knows. */
const shownLines = (text: string) =>
  text
    .split('\n')
    .map((line) => shownText(line, LONGEST_LINE))
    .join('\n');

function addServe(program: Command, finish: Finish): void {
  program
    .command('serve')
    .description("Run as a pod's main process: pages, probes and metrics")
    .option('--port <number>', 'Port to listen on', String(HTTP_PORT))
    .option(
      '--allowed-hosts <names>',
      'A host name under which the pages are also served, for example that of an Ingress; may be repeated',
      collect,
      [],
    )
    .action(async (flags) => finish(await (await import('./serve')).serveCommand(flags)));
}

function addBench(program: Command, finish: Finish): void {
  const command = program
    .command('bench')
    .description('Run one benchmark')
    .addHelpText('after', exitCodes);
  for (const name of FIELD_NAMES)
    for (const option of fieldOptions(name)) command.addOption(option);
  for (const option of upstreamOptions()) command.addOption(option);
  command
    .option('--profile <name or file>', 'Profile to run; `kvmini profiles` lists them')
    .option(
      '--baseline <run>',
      `Compare with a run, or with \`${LATEST_GOOD}\`: the newest of the same --run-name and work that ended with 0`,
    )
    .option(
      '--max-regression <fraction>',
      `With --baseline: exit with 3 where a figure is surely worse by more; ${MAX_REGRESSION} unless set`,
    )
    .option('--prune', 'Afterwards remove old runs, as benchmark.prune says: where no serve does')
    .option('--dry-run', 'Show the settings and where each is from; send nothing')
    .option('--json', 'Write the results, or the settings of a dry run, as JSON to stdout')
    .option('--no-progress', 'Show no progress on stderr')
    .action(async (flags: BenchFlags) =>
      finish(await (await import('./bench')).benchCommand(flags)),
    );
}

function addCold(program: Command, finish: Finish): void {
  const command = program
    .command('cold')
    .description(
      'Scale a target to zero and back, and take its start apart; needs the value rbac.coldStart',
    )
    .addHelpText('after', coldHelp);
  for (const name of COLD_FIELDS)
    for (const option of fieldOptions(name)) command.addOption(option);
  command
    .option('--rounds <count>', 'How often it is started from zero', '3')
    .option('--interval <duration>', 'How long it stays at zero before each start, such as 30s')
    .option('--yes', 'Do it: nobody gets an answer of the target meanwhile')
    .option('--dry-run', 'Show what was found and would be done; change nothing')
    .option('--json', 'Write the results, or what a dry run found, as JSON to stdout')
    .action(async (flags: ColdFlags) => finish(await (await import('./cold')).coldCommand(flags)));
}

function addProfiles(program: Command, finish: Finish): void {
  program
    .command('profiles')
    .description('List the profiles that are found, and from where')
    .option('--json', 'As JSON')
    .action(async (flags: { json?: boolean }) => {
      finish((await import('./profiles')).profilesCommand(flags.json === true));
    });
}

function addMock(program: Command, finish: Finish): void {
  program
    .command('mock')
    .description('Run a mock server of known timings, to try things out without a GPU')
    .option('--port <number>', 'Port to listen on', '8000')
    .option(
      '--host <address>',
      'Address to listen on; 0.0.0.0 lets other machines and pods in',
      '127.0.0.1',
    )
    .option('--ttft <ms>', 'Median time to the first token')
    .option('--gap <ms>', 'Median time between tokens')
    .option('--jitter <sigma>', 'Spread of both, as the deviation of their logarithm')
    .option('--slots <count>', 'Requests answered at once; others wait')
    .option('--seed <number>', 'Makes times and faults repeatable')
    .option('--fault <name=rate>', 'Fault and how often it happens; may be repeated', collect, [])
    .addOption(new Option('--replicas <count>', 'Servers behind one address, on the next ones'))
    .addOption(new Option('--ready-after <ms>', 'Ready so late; replica n after n times so long'))
    .addOption(new Option('--server-version <version>', 'What /version says'))
    .addOption(new Option('--max-model-len <tokens>', 'Prompt and output tokens at most'))
    .addOption(new Option('--kv-tokens <tokens>', 'What fills the KV cache'))
    .addOption(new Option('--prefix-cache', 'Know the beginnings of prompts again'))
    .addOption(
      new Option('--metrics <names>', 'Names of the metrics: vllm, vllm-0.8, kserve, none'),
    )
    .addOption(new Option('--enable-per-request-metrics', "vLLM's flag: answers have metrics"))
    .addOption(new Option('--enable-prompt-tokens-details', "vLLM's flag: usage has cached_tokens"))
    .action(async (flags) => finish(await (await import('./mock')).mockCommand(flags)));
}

/** Not for people: `kvmini bench --workers` starts it, and gives it its order by stdin. */
function addWorker(program: Command, finish: Finish): void {
  program
    .command('worker', { hidden: true })
    .description('Send a share of the load of kvmini bench --workers or --pods, which starts this')
    .option('--order <file>', 'What to do, where it does not come by stdin')
    .action(async (flags) => finish(await (await import('./worker')).workerCommand(flags)));
}

function addReport(program: Command, finish: Finish): void {
  program
    .command('report <run>')
    .description(`Write a run's ${RUN_FILES.report} again from its other files`)
    .action(async (run: string) => finish(await (await import('./report')).reportCommand(run)));
}

function addCompare(program: Command, finish: Finish): void {
  program
    .command('compare [base] [run]')
    .description('Compare two runs, or several of each kind, figure by figure, with intervals')
    .option('--base <run>', 'A run to compare with; repeat it for several of one kind', collect)
    .option('--run <run>', 'A run to be compared; repeat it for several of one kind', collect)
    .option(
      '--max-regression <fraction>',
      'Exit with 3 where a figure is surely worse by more',
      MAX_REGRESSION,
    )
    .option('--force', 'Compare runs of different workloads too')
    .addOption(new Option('--seed <number>', 'Of no effect: nothing is drawn').hideHelp())
    .option('--json', 'As JSON')
    .action(async (base: string | undefined, run: string | undefined, flags) =>
      finish(await (await import('./compare')).compareCommand(base, run, flags)),
    );
}

function addPrune(program: Command, finish: Finish): void {
  program
    .command('prune')
    .description('Remove old runs; one that is under way, and the latest, always stay')
    .option('--keep <count>', 'Keep so many of the newest')
    .option('--older-than <age>', 'Keep those that are younger, such as 30d or 36h')
    .option('--dry-run', 'Only show what would be removed')
    .action(async (flags) => finish((await import('./prune')).pruneCommand(flags)));
}

function addSelftest(program: Command, finish: Finish): void {
  program
    .command('selftest')
    .description('Compare what the harness reports with a mock server of known timings')
    .option('--rate <per second>', 'Requests per second', '200')
    .option('--tokens <count>', 'Output tokens of each request', '32')
    .option('--seconds <count>', 'How long', '10')
    .option('--json', 'As JSON')
    .action(async (flags) => finish(await (await import('./selftest')).selftestCommand(flags)));
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

const coldHelp = `
A Deployment is scaled, unless an autoscaler, its own controller or Argo CD or Flux decides on its scale; Knative's and KEDA's
are caught when these have brought them to zero. The scale that was found is put back on every exit and signal.

Exit codes: 0 done, 1 it failed or was refused, 2 bad arguments, 130 interrupted.`;

const exitCodes = `
Exit codes: 0 done, 1 the run failed, 2 bad arguments, 3 the SLO was missed or a figure is worse than --max-regression allows, 130 interrupted.
Each flag can be given as an environment variable too: --max-tokens as KVMINI_MAX_TOKENS.
Settings are taken from flags, then the profile, then the environment, then config.yaml.`;
