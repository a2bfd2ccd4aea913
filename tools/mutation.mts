/**
 * Makes small bugs in the sources and looks whether the tests notice them: `npm run test:mutation`. It tries a sample,
 * with `--all` every one. How it works, and which bugs it makes: tools/mutation/README.md.
 */
import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { writeReport } from './ci/report.mjs';
import { changeOf, reportOf, scoreOf } from './mutation/report';
import { sampleOf } from './mutation/sample';
import { SAMPLE, THRESHOLD } from './mutation/settings';
import { readSources } from './mutation/sources';
import { tryMutants } from './mutation/try-mutants.mjs';

interface Options {
  readonly seed: number;
  readonly sample: number;
  readonly all?: true;
  readonly folder?: string;
  readonly list?: true;
  readonly write?: string;
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}

const options: Options = new Command('npm run test:mutation --')
  .description('Makes small bugs in the sources and looks whether the tests notice them.')
  .option('--seed <number>', 'which sample', wholeNumber, 1)
  .option('--sample <number>', 'how many mutants', wholeNumber, SAMPLE)
  .option('--all', 'every mutant, instead of a sample')
  .option('--folder <path>', 'only mutants of this folder or file')
  .option('--list', 'print the mutants, and try none')
  .option('--write <file>', 'write the report to this file as well, with its date')
  .parse()
  .opts();

const sources = readSources();
const { folder, seed } = options;
const mutants = sources
  .flatMap((source) => source.mutants)
  .filter(({ file }) => folder === undefined || file === folder || file.startsWith(`${folder}/`));
if (mutants.length === 0) throw new Error(`expected files that are mutated in ${folder}`);
const chosen = options.all ? mutants : sampleOf(mutants, options.sample, seed);

/** What was tried, in a sentence. */
const about = [
  options.all
    ? `All ${mutants.length} mutants`
    : `${chosen.length} of ${mutants.length} mutants, seed ${seed}`,
  ...(folder === undefined ? [] : [`of ${folder}`]),
].join(', ');

async function run(): Promise<void> {
  const log = (line: string) => void process.stderr.write(`${line}\n`);
  log(about);
  const result = await tryMutants(sources, chosen, log);
  const report = reportOf(result, about);
  process.stdout.write(report);
  if (options.write) {
    const date = new Date().toISOString().slice(0, 10);
    const title = `# Mutants\n\nWritten by \`npm run test:mutation\` on ${date}.\n\n`;
    writeFileSync(options.write, title + report);
  }
  const isEnough = scoreOf(result.tried) >= THRESHOLD;
  if (!isEnough) process.exitCode = 1;
  writeReport({
    passed: Number(isEnough),
    failed: isEnough ? [] : [report.split('\n', 1)[0] ?? ''],
    again: [],
  });
}

if (options.list) {
  for (const { file, line, operator, ...mutant } of chosen) {
    process.stdout.write(`${file}:${line} ${operator}: ${changeOf(mutant)}\n`);
  }
} else await run();
