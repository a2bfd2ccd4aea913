import { expect, test } from 'vitest';
import { MEASURES } from '../../src/figures/measures';
import { TOTALS } from '../../src/figures/totals';
import { filesWith } from '../results/sources';

/** Where else a measure may be named, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'settings/': 'limits of an SLO, in the words of the profile and of --slo: `ttft`, `tpot`, `e2e`',
  'mock/': 'times of the mock server itself, and the metrics of vLLM that it shows',
  'target/server/names.ts': 'the metrics of vLLM that are read',
  'cli/mock.ts': 'flags of the mock server',
  'cli/program.ts': 'flags of the mock server',
  'selftest/': 'the times of which the mock server tells the truth',
  'cli/selftest.ts': 'the times that the self-test holds to its limits',
};

const text = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const pattern = (names: readonly (string | undefined)[], title: string) =>
  new RegExp(
    [
      ...names.flatMap((name) => (name ? [`\\b${name}\\b`] : [])),
      `['"\`]${text(title)}['"\`,]`,
    ].join('|'),
  );

/** A measure's name as an identifier or a key, its metric, or its title as a whole string. */
const measures = Object.values(MEASURES).map(
  ({ name, metric, title }) => [name, pattern([name, metric], title)] as const,
);

/** The same of a total; one that is counted, as requests are, is a field of rows and results. */
const totals = Object.values(TOTALS).map(({ name, metric, title, ratio }) => {
  const names = ratio ? [name, metric] : [metric && `last_run_${metric}`];
  return [name, pattern(names, title)] as const;
});
const patterns = [...measures, ...totals];

test.each(patterns)('%s is named in figures/ and nowhere else', (_, pattern) => {
  const found = filesWith(pattern, 'figures/').filter(
    (path) => !Object.keys(EXCEPTIONS).some((exception) => path.startsWith(exception)),
  );
  expect(found).toEqual([]);
});

test.each(Object.keys(EXCEPTIONS))('%s needs its exception', (exception) => {
  const found = patterns.flatMap(([, pattern]) => filesWith(pattern, 'figures/'));
  expect(found.some((path) => path.startsWith(exception))).toBe(true);
});

test('a name would be found: each is in the table', () => {
  for (const [, pattern] of patterns) {
    expect(filesWith(pattern, 'nowhere').join()).toMatch(/figures\/(measures|totals)\.ts/);
  }
});
