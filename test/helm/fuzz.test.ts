import fc from 'fast-check';
import { describe, test } from 'vitest';
import { coalesce, HelmValuesError, parseSet, parseValuesFile, type SetKind } from '../../src/helm';
import { seedOr } from '../support/cases';

/**
 * Short in `npm test`. To look longer: `FUZZ_SECONDS=60 SEED=$RANDOM npx vitest run test/helm/fuzz.test.ts`.
 */
const SECONDS = Number(process.env.FUZZ_SECONDS ?? 1);
const SEED = seedOr(20260820);
const LIMITS = {
  seed: SEED,
  numRuns: Number.MAX_SAFE_INTEGER,
  interruptAfterTimeLimit: SECONDS * 1_000,
  markInterruptAsFailure: false,
};
const TIMEOUT = { timeout: SECONDS * 3_000 + 10_000 };

const KINDS: readonly SetKind[] = ['set', 'set-string', 'set-file', 'set-json', 'set-literal'];
const bytes = fc
  .uint8Array({ maxLength: 200 })
  .map((array) => Buffer.from(array).toString('latin1'));
const grammar = (parts: readonly string[]) =>
  fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((all) => all.join(''));
const set = grammar([
  ...[
    'a',
    '.',
    '[',
    ']',
    '0',
    '9',
    '65536',
    '-1',
    '=',
    ',',
    '{',
    '}',
    '\\',
    '"',
    ' ',
    '\n',
    '😀',
    '\ud800',
  ],
  ...['__proto__', 'constructor', 'prototype', 'null', '1e9', '[0]', '.a', '{"__proto__":1}', '":'],
]);
const yaml = grammar([
  ...[
    'a',
    ': ',
    '\n',
    '\n  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    ', ',
    '"',
    "'",
    '#',
    '&x ',
    '*x',
    '!!',
    '!!int ',
    '|',
    '>',
    '\\',
  ],
  ...[
    '\t',
    '\r',
    '\0',
    '\ufeff',
    '\u2028',
    '\ud800',
    '---\n',
    '...\n',
    '%YAML 1.1\n',
    '<<: ',
    '__proto__',
    'constructor',
    '1e',
    '? ',
  ],
]);

/** Names of what every object inherits; a polluted prototype would have more. */
const INHERITED = Reflect.ownKeys(Object.prototype).join();

/** Runs `parse`, lets through the folder's own error only, and looks for pollution. */
function attempt(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (!(error instanceof HelmValuesError)) throw error;
  }
  if (Reflect.ownKeys(Object.prototype).join() !== INHERITED)
    throw new Error('prototype pollution');
  if (Reflect.ownKeys(Array.prototype).includes('a')) throw new Error('prototype pollution');
}

describe('random bytes and random grammar', () => {
  test('in a flag: only a HelmValuesError comes out', TIMEOUT, () => {
    const property = fc.property(fc.oneof(bytes, set), fc.constantFrom(...KINDS), (line, kind) =>
      attempt(() => coalesce({ a: { b: 1 } }, parseSet(line, { a: [{}] }, kind, String).values)),
    );
    fc.assert(property, LIMITS);
  });

  test('in a values file: only a HelmValuesError comes out', TIMEOUT, () => {
    const property = fc.property(fc.oneof(bytes, yaml), (text) =>
      attempt(() => coalesce({ a: { b: 1 } }, parseValuesFile(text, 'f').values)),
    );
    fc.assert(property, LIMITS);
  });
});
