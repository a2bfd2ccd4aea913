import { appFile } from './apps';
import { type CommandLine, interleaved, medianOf, run } from './processes';

/** What is added to the charts: harnesses, or the same objects as bare `ApiObject`s. */
export type What = 'harness' | 'bare';

/** How harnesses are spread over charts, and charts over files. */
export const LAYOUTS = ['one chart', 'a chart each', 'a chart each, a file per resource'] as const;

/** One of {@link LAYOUTS}. */
export type Layout = (typeof LAYOUTS)[number];

/** What one run of the app took. */
export interface ManyFigures {
  /** Until all objects are written, in milliseconds. */
  readonly total: number;
  /** The most memory the process had, in MiB. */
  readonly memory: number;
}

/** Medians of some runs with the same number of harnesses. */
export interface ManyRow extends ManyFigures {
  readonly what: What;
  readonly layout: Layout;
  readonly number: number;
}

/** With thousands of charts one run takes minutes, so there is only one. */
const roundsOf = (number: number, layout: Layout, most: number): number => {
  if (number <= 100) return most;
  return layout === 'one chart' ? 5 : 1;
};

const command = (what: What, layout: Layout, number: number): CommandLine => [
  process.execPath,
  appFile('many'),
  what,
  layout,
  String(number),
];

/** Runs each app, in turns; a single round has none to warm up. */
function measureRow(layout: Layout, number: number, mostRounds: number): ManyRow[] {
  const commands = {
    harness: command('harness', layout, number),
    bare: command('bare', layout, number),
  };
  const rounds = roundsOf(number, layout, mostRounds);
  const runs =
    rounds > 1
      ? interleaved(commands, rounds)
      : { harness: [run(commands.harness)], bare: [run(commands.bare)] };
  return (['harness', 'bare'] as const).map((what) => {
    const all = runs[what].map(({ stdout }) => JSON.parse(stdout) as ManyFigures);
    return {
      what,
      layout,
      number,
      total: medianOf(all, ({ total }) => total),
      memory: medianOf(all, ({ memory }) => memory),
    };
  });
}

/**
 * Many harnesses in one app, beside the same objects without the library.
 *
 * @param rounds for small numbers; large ones are measured less often
 * @param log is told of each row, since the last ones take minutes
 */
export function measureMany(
  numbers: readonly number[],
  rounds: number,
  log: (line: string) => void,
): readonly ManyRow[] {
  return LAYOUTS.flatMap((layout) =>
    numbers.flatMap((number) => {
      log(`${number} harnesses, ${layout}`);
      return measureRow(layout, number, rounds);
    }),
  );
}

/** Milliseconds for 100 harnesses. */
export interface HundredFigures {
  /** A process of `helm template` each. */
  readonly helm: number;
  /** One process of a cdk8s app for all of them. */
  readonly app: number;
  /** The same app with the same objects as bare `ApiObject`s: what cdk8s and Node.js take of it. */
  readonly bare: number;
}

/**
 * Whole processes that render 100 harnesses, in turns.
 *
 * @param number how many there are in fact: fewer, where it is only shown that all of this works
 */
export function measureHundred(
  helm: string,
  values: string,
  rounds: number,
  number: number,
): HundredFigures {
  const names = Array.from({ length: number }, (_, i) => `bench-${i}`);
  const helmRound = () =>
    names.reduce(
      (sum, name) =>
        sum + run([helm, 'template', '--skip-tests', name, '-f', values, 'charts/kvmini']).wall,
      0,
    );
  const appRound = (what: What) => run(command(what, 'one chart', number)).wall;
  const all = Array.from({ length: rounds }, () => ({
    helm: helmRound(),
    app: appRound('harness'),
    bare: appRound('bare'),
  }));
  return {
    helm: medianOf(all, (one) => one.helm),
    app: medianOf(all, (one) => one.app),
    bare: medianOf(all, (one) => one.bare),
  };
}

/** Milliseconds of a synth of charts that depend each on the one before, by their number. */
export function measureDependencies(numbers: readonly number[]): ReadonlyMap<number, number> {
  const time = (number: number) =>
    Number(run([process.execPath, appFile('dependencies'), String(number)]).stdout);
  return new Map(numbers.map((number) => [number, time(number)]));
}
