import { expect, test } from 'vitest';
import { mutantsOf } from '../../../tools/mutation/mutants';
import type { OperatorName } from '../../../tools/mutation/operators/index';

/** What becomes of the text's mutants of one kind: `original → replacement`. */
const of = (operator: OperatorName, text: string) =>
  mutantsOf('made.ts', text)
    .filter((mutant) => mutant.operator === operator)
    .map(({ original, replacement }) => `${original} → ${replacement}`);

test('a comparison moves its limit by a step, or turns round', () => {
  expect(of('boundary', 'f(a < b, c >= d)')).toEqual([
    'a < b → a <= b',
    'a < b → a >= b',
    'c >= d → c > d',
    'c >= d → c < d',
  ]);
});

test('arithmetic swaps its operator, but not where texts are joined', () => {
  expect(of('arithmetic', 'a + b * c')).toEqual(['a + b * c → a - b * c', 'b * c → b / c']);
  expect(of('arithmetic', `a + 'x' + b; \`\${a}\` + b; a += 'x'`)).toEqual([]);
  expect(of('arithmetic', 'i++; --i; a += 2; b **= 2; x & -y')).toEqual([
    'i++ → i--',
    '--i → ++i',
    'a += 2 → a -= 2',
    'b **= 2 → b *= 2',
    'x & -y → x | -y',
    '-y → y',
  ]);
});

test('a test is set to true and to false, a loop is only left out', () => {
  expect(of('condition', 'if (a) b; const c = d ? 1 : 2; while (e) f()')).toEqual([
    'a → true',
    'a → false',
    'd → true',
    'd → false',
    'e → false',
  ]);
});

test('what decides is swapped or left out', () => {
  expect(of('condition', 'f(a && b, c === d, !(e || g), h ?? i)')).toEqual([
    'a && b → a || b',
    'c === d → c !== d',
    '!(e || g) → (e || g)',
    'e || g → e && g',
    'h ?? i → h',
  ]);
});

test('a number becomes the next one and 0, a boolean its opposite, a text empty', () => {
  expect(of('constant', "f(0, 1, 10n, 2_000, 0.5, true, 'GET', '')")).toEqual([
    '0 → 1',
    '1 → 2',
    '1 → 0',
    '10n → 11n',
    '10n → 0n',
    '2_000 → 2001',
    '2_000 → 0',
    '0.5 → 1.5',
    '0.5 → 0',
    'true → false',
    "'GET' → ''",
  ]);
});

test('a text for people is left as it is: several words, an error, a description, a title', () => {
  const text =
    "throw new ValuesError('wrong'); f('not this', `an error`); g({ title: 'Total', unit: ' ms' })";
  expect(of('constant', text)).toEqual(["' ms' → ''"]);
  expect(of('constant', `f(\`\${a} of \${b}\`, \`\${a}:\${b}\`)`)).toEqual([
    `\`\${a}:\${b}\` → ''`,
  ]);
});

test('types, names of modules, keys, directives and tagged templates are left as they are', () => {
  const text = `
    'use strict';
    import a from 'b';
    export { c } from 'd';
    type E = 'f' | 1;
    enum G { H = 1 }
    const i: Record<'j', 2> = { k: x as 3, 4: y satisfies 'l' };
    const m = await import('n');
    o\`p\${q}\`;
    class R { 's'() {} }
  `;
  expect(mutantsOf('made.ts', text)).toEqual([]);
});

test('a call that is made for what it does is left out, whether it is waited for or not', () => {
  expect(of('removed call', 'f(); await g(); a?.h(); void i(); const j = () => void k()')).toEqual([
    'f() → undefined',
    'await g() → undefined',
    'a?.h() → undefined',
    'void i() → undefined',
    'void k() → undefined',
  ]);
  expect(of('removed call', 'class A extends B { constructor() { super(); } }')).toEqual([]);
});

test('a call that changes what it is called on is left out, and a counterpart takes its place', () => {
  expect(of('removed call', 'f((a ?? b).sort(c), Math.max(1, 2), d.every(e))')).toEqual([
    'f((a ?? b).sort(c), Math.max(1, 2), d.every(e)) → undefined',
    '(a ?? b).sort(c) → (a ?? b)',
    'Math.max(1, 2) → Math.min(1, 2)',
    'd.every(e) → d.some(e)',
  ]);
});

test('two rules that make the same mutant make one', () => {
  expect(mutantsOf('made.ts', 'if (true) a').map(({ replacement }) => replacement)).toEqual([
    'false',
  ]);
});

test('a mutant names its file and line', () => {
  const [mutant] = mutantsOf('made.ts', '\n\nf(\n  a < b,\n)');
  expect(mutantsOf('made.ts', '\n\nconst c =\n  a < b')[0]).toMatchObject({
    file: 'made.ts',
    line: 4,
  });
  expect(mutant).toMatchObject({ line: 3, operator: 'removed call' });
});

test('what is no TypeScript is refused', () => {
  expect(() => mutantsOf('made.ts', 'const = 1')).toThrow(/^made\.ts: expected TypeScript/);
});
