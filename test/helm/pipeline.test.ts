import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import {
  coalesce,
  HelmValuesError,
  type JsonValue,
  type SetKind,
  userValues,
  type ValueSources,
  type Values,
} from '../../src/helm';
import { cases, seedOr } from '../support/cases';
import { cases as anyCase, type Case, DEFAULTS, FILES, type Flag, lineOf } from './arbitraries';
import { SILENT_IN_HELM } from './expected';
import { helm, inPairs, Oracle } from './oracle';

const RUNS = cases(5_000);
const SEED = seedOr(20260820);

type Outcome = { readonly values: JsonValue } | { readonly error: HelmValuesError };

const FIELDS = {
  set: 'set',
  'set-string': 'setString',
  'set-file': 'setFile',
  'set-json': 'setJson',
  'set-literal': 'setLiteral',
} as const satisfies Record<SetKind, keyof ValueSources>;

/** What this library makes of a case. */
function ours({ chart, files, flags }: Case): Outcome {
  const sources: { -readonly [K in keyof ValueSources]: string[] } = {
    files: files.map((_, index) => String(index)),
  };
  for (const [kind, field] of Object.entries(FIELDS)) {
    sources[field] = flags.filter((flag) => flag.kind === kind).map((flag) => lineOf(flag));
  }
  const read = (path: string) => readFile(path) ?? JSON.stringify(files[Number(path)]);
  try {
    return { values: coalesce(DEFAULTS[chart] ?? {}, userValues(sources, read).values).values };
  } catch (error) {
    if (error instanceof HelmValuesError) return { error };
    throw error;
  }
}

function readFile(path: string): string | undefined {
  if (/^\d$/.test(path)) return undefined;
  const content = FILES[path];
  if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return content;
}

describe.skipIf(!helm)('files and flags over a chart’s defaults', () => {
  const oracle = new Oracle();
  afterAll(() => oracle.dispose());
  const paths = Object.keys(FILES).map((name) => [name, oracle.file(FILES[name] ?? '')] as const);

  function argument(flag: Flag, prefix: string): string[] {
    let line = lineOf(flag, prefix);
    if (flag.kind === 'set-file')
      for (const [name, path] of paths) line = line.replaceAll(name, path);
    return [`--${flag.kind}`, line];
  }

  const folders = DEFAULTS.map((defaults) =>
    oracle.chart({ name: 'c', values: JSON.stringify(defaults) }),
  );
  const umbrella = oracle.chart({
    name: 'c',
    subcharts: DEFAULTS.map((defaults, chart) => ({
      name: `c${chart}`,
      values: JSON.stringify(defaults),
    })),
  });

  /** What helm makes of cases with different charts: one call for all, each below its chart's key. */
  async function theirs(batch: readonly Case[]): Promise<(JsonValue | undefined)[]> {
    const args = [0, 1].flatMap((nth) => {
      const file = batch.map(({ chart, files }) => [`c${chart}`, files[nth] ?? {}]);
      return ['-f', oracle.file(JSON.stringify(Object.fromEntries(file)))];
    });
    for (const { chart, flags } of batch) {
      for (const flag of flags) args.push(...argument(flag, `c${chart}.`));
    }
    const { charts } = await oracle.render(umbrella, args);
    return batch.map(({ chart }) => withoutGlobal(charts.get(`c/charts/c${chart}`)));
  }

  /** What helm makes of one case, as a user would call it. */
  async function theirsAlone({ chart, files, flags }: Case): Promise<JsonValue | undefined> {
    const args = files.flatMap((file) => ['-f', oracle.file(JSON.stringify(file))]);
    for (const flag of flags) args.push(...argument(flag, ''));
    return (await oracle.render(folders[chart] ?? '', args)).charts.get('c');
  }

  async function check(one: Case): Promise<void> {
    compare(one, ours(one), await theirsAlone(one));
  }

  test(`${RUNS} random cases, equal to helm`, { timeout: 300_000 }, async () => {
    const property = fc.asyncProperty(anyCase, check);
    const all = fc.sample(property, { seed: SEED, numRuns: RUNS }).map(([one], index) => {
      return { one, index, outcome: ours(one) };
    });
    const isAlone = ({ one, outcome }: (typeof all)[number]) =>
      'error' in outcome || one.flags.some(({ raw }) => raw !== undefined);
    const batches = byDifferentCharts(all.filter((each) => !isAlone(each)));
    const results = await inPairs(batches, async (batch) => {
      const real = await theirs(batch.map(({ one }) => one));
      return batch.find(({ one, outcome }, index) => differs(one, outcome, real[index]));
    });
    const alone = await inPairs(all.filter(isAlone), async (each) => {
      return differs(each.one, each.outcome, await theirsAlone(each.one)) ? each : undefined;
    });
    const failed = [...results, ...alone].find((each) => each !== undefined);
    // Runs the failing case again and shrinks it.
    if (failed) await fc.assert(property, { seed: SEED, path: String(failed.index) });
    expect(failed).toBeUndefined();
    // Both kinds are there, or the test would say little.
    const errors = all.filter(({ outcome }) => 'error' in outcome).length;
    expect(errors).toBeGreaterThan(RUNS / 100);
    expect(errors).toBeLessThan(RUNS / 4);
  });
});

function differs(one: Case, outcome: Outcome, real: JsonValue | undefined): boolean {
  try {
    compare(one, outcome, real);
    return false;
  } catch {
    return true;
  }
}

/** Equal values, or an error on both sides; or one of the errors that Helm does not report. */
function compare(one: Case, outcome: Outcome, real: JsonValue | undefined): void {
  if ('values' in outcome) {
    expect(outcome.values, JSON.stringify(one)).toEqual(real);
  } else if (!SILENT_IN_HELM.has(outcome.error.code)) {
    expect(real, `${JSON.stringify(one)}: ${outcome.error.message}`).toBeUndefined();
  }
}

function withoutGlobal(values: JsonValue | undefined): JsonValue | undefined {
  if (values === undefined) return undefined;
  const { global, ...rest } = values as Values;
  expect(global).toEqual({});
  return rest;
}

/** Parts the cases so that in no batch a chart occurs twice. */
function byDifferentCharts<Item extends { one: Case }>(items: readonly Item[]): Item[][] {
  const batches: Item[][] = [];
  const used = DEFAULTS.map(() => 0);
  for (const item of items) {
    const nth = used[item.one.chart] ?? 0;
    used[item.one.chart] = nth + 1;
    batches[nth] = [...(batches[nth] ?? []), item];
  }
  return batches;
}
