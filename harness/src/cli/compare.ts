import { type Compared, compareRuns } from '../compare/compare';
import { readSample } from '../compare/sample';
import { EXIT, UsageError } from '../errors';
import { inTerminal, signedPercent } from '../figures/format';
import { findRun } from '../results/folder';
import { findPlaces } from '../settings/places';
import { resultsFolder } from '../settings/resolve';

/** The flags of `kvmini compare` as commander hands them over. */
export interface CompareFlags {
  readonly maxRegression: string;
  readonly seed: string;
  readonly json?: boolean;
}

/** Runs `kvmini compare`; resolves to its exit code. */
export async function compareCommand(
  baseRun: string,
  otherRun: string,
  flags: CompareFlags,
): Promise<number> {
  const allowed = readPercent(flags.maxRegression);
  const seed = Number(flags.seed);
  if (!Number.isInteger(seed))
    throw new UsageError(`--seed: expected a whole number, found "${flags.seed}"`);
  const outputDir = resultsFolder(process.env, findPlaces(process.env));
  const base = await readSample(findRun(baseRun, outputDir));
  const run = await readSample(findRun(otherRun, outputDir));
  const compared = compareRuns(base, run, allowed, seed);
  if (flags.json) {
    const all = { base: base.id, run: run.id, maxRegression: allowed, figures: compared };
    process.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`);
  } else {
    process.stdout.write(`${text(base.id, run.id, compared)}\n`);
  }
  const missed = compared.filter((each) => each.missed).map((each) => each.title);
  if (missed.length === 0) return EXIT.done;
  process.stderr.write(`kvmini: worse than --max-regression allows: ${missed.join('; ')}\n`);
  return EXIT.missed;
}

function readPercent(text: string): number {
  const number = Number(text.replace(/%$/, '')) / (text.endsWith('%') ? 100 : 1);
  if (text !== '' && number >= 0) return number;
  throw new UsageError(`--max-regression: expected a fraction such as 5% or 0.05, found "${text}"`);
}

function text(base: string, run: string, compared: readonly Compared[]): string {
  const width = Math.max(...compared.map((each) => each.title.length)) + 2;
  const head = `${''.padEnd(width)}${'base'.padStart(12)}${'run'.padStart(12)}${'change'.padStart(11)}  95 % interval`;
  const lines = compared.map((each) => {
    const [low, high] = each.interval;
    const values = [each.base, each.run].map((value) =>
      inTerminal.withUnit(value, each.unit).padStart(12),
    );
    const mark = each.missed ? 'worse than allowed' : each.verdict;
    return `${each.title.padEnd(width)}${values.join('')}${signedPercent(each.change).padStart(11)}  ${signedPercent(low)} to ${signedPercent(high)}  ${mark}`;
  });
  return [`base ${base}`, `run  ${run}`, '', head, ...lines].join('\n');
}
