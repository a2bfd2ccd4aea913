import { expect, test } from 'vitest';
import type { NumberedMutant } from '../../../tools/mutation/instrument';
import { changeOf, percent, reportOf, scoreOf } from '../../../tools/mutation/report';
import type { Outcome, Tried } from '../../../tools/mutation/verdict';

const made = (id: number, outcome: Outcome, mutant: Partial<NumberedMutant> = {}): Tried => ({
  mutant: {
    id,
    file: 'src/helm/truth.ts',
    line: id,
    operator: 'boundary',
    original: 'a < b',
    replacement: 'a <= b',
    span: { start: 0, end: 5 },
    mutated: 'a <= b',
    ...mutant,
  },
  verdict: { outcome },
});

const FIVE = [
  made(4, 'survived', { operator: 'constant', original: '1', replacement: '2' }),
  made(1, 'killed'),
  made(2, 'timed out', { operator: 'arithmetic' }),
  made(3, 'killed', { file: 'harness/src/serve/metrics.ts', operator: 'constant' }),
  made(5, 'not covered', { file: 'harness/src/serve/metrics.ts', operator: 'removed call' }),
];

test('a mutant counts as noticed where a test fails or never ends, and not where no test reaches it', () => {
  expect(scoreOf(FIVE)).toBe(0.6);
  expect(scoreOf([])).toBe(1);
});

test('the report counts by folder and by operator, and names what was not noticed', () => {
  expect(reportOf({ tried: FIVE, leftOut: ['test/a.test.ts'] }, '5 mutants')).toBe(
    `5 mutants: the tests noticed 60 %; at least 90 % are wanted.

| Folder | Mutants | Killed | Timed out | Survived | Not covered | Noticed |
|---|---:|---:|---:|---:|---:|---:|
| harness/src/serve/metrics.ts | 2 | 1 | 0 | 0 | 1 | 50 % |
| src/helm | 3 | 1 | 1 | 1 | 0 | 66 % |
| all | 5 | 2 | 1 | 1 | 1 | 60 % |

| Operator | Mutants | Killed | Timed out | Survived | Not covered | Noticed |
|---|---:|---:|---:|---:|---:|---:|
| boundary | 1 | 1 | 0 | 0 | 0 | 100 % |
| arithmetic | 1 | 0 | 1 | 0 | 0 | 100 % |
| constant | 2 | 1 | 0 | 1 | 0 | 50 % |
| removed call | 1 | 0 | 0 | 0 | 1 | 0 % |
| all | 5 | 2 | 1 | 1 | 1 | 60 % |

Tests left out, as they fail without a mutant (1):

- test/a.test.ts

Not noticed (2):

- src/helm/truth.ts:4 constant: \`1\` → \`2\`
- harness/src/serve/metrics.ts:5 removed call, not covered: \`a < b\` → \`a <= b\`
`,
  );
});

test('a share just below the limit is not rounded up to it', () => {
  expect(percent(0.8999)).toBe('89 %');
  expect(percent(0.9)).toBe('90 %');
  expect(percent(0.29)).toBe('29 %');
});

test('a change is shown on one line, with a little of what stands before it', () => {
  const original = `f(\n  ${'a'.repeat(60)},\n  b < c,\n  ${'d'.repeat(120)})`;
  const shown = changeOf({ original, replacement: original.replace('<', '<=') });
  const before = `…${'a'.repeat(25)}, b <`;
  expect(shown).toBe(`\`${before} c, ${'d'.repeat(66)}…\` → \`${before}= c, ${'d'.repeat(65)}…\``);
  expect(changeOf({ original: 'f()', replacement: 'undefined' })).toBe('`f()` → `undefined`');
});
