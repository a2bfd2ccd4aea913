import { transformSync } from 'esbuild';
import { expect, test } from 'vitest';
import { ASK, instrument } from '../../../tools/mutation/instrument';
import { mutantsOf } from '../../../tools/mutation/mutants';
import { readSources } from '../../../tools/mutation/sources';

/** Makes a text's mutants, and runs it with any of them on; `undefined` is none. */
function made(text: string) {
  const mutants = mutantsOf('made.ts', text).map((mutant, id) => ({ ...mutant, id }));
  const { code } = transformSync(instrument(text, mutants), { loader: 'ts', format: 'cjs' });
  const run = (active?: number, asked = new Set<number>()): unknown => {
    const module = { exports: {} as { default?: unknown } };
    const ask = (id: number) => {
      asked.add(id);
      return id === active;
    };
    new Function('module', 'exports', ASK, code)(module, module.exports, ask);
    return module.exports.default;
  };
  const withMutant = (shown: string) => {
    const found = mutants.find((each) => `${each.original} → ${each.replacement}` === shown);
    if (!found) throw new Error(`expected a mutant ${shown}`);
    return run(found.id);
  };
  return { mutants, run, withMutant };
}

test('without a mutant the code does what it did; with one on, it does what the mutant says', () => {
  const { run, withMutant } = made(
    'const a = 6; const b = 3; export default a - b > 2 ? a * b : b',
  );
  expect(run()).toBe(18);
  expect(withMutant('a * b → a / b')).toBe(2);
  expect(withMutant('a - b > 2 → false')).toBe(3);
  expect(withMutant('3 → 4')).toBe(4);
  expect(withMutant('2 → 3')).toBe(3);
});

test('a mutant inside another one is its own', () => {
  const { withMutant } = made('export default 2 + 3 * 4');
  expect(withMutant('2 + 3 * 4 → 2 - 3 * 4')).toBe(-10);
  expect(withMutant('3 * 4 → 3 / 4')).toBe(2.75);
  expect(withMutant('4 → 0')).toBe(2);
});

test('a part that is put in the place of the whole keeps its parentheses', () => {
  const { run, withMutant } = made('const a = 1; export default 8 / (a ?? 2) / -(a + 1)');
  expect(run()).toBe(-4);
  expect(withMutant('-(a + 1) → (a + 1)')).toBe(4);
  const not = made('export default !(0 || 1) === true');
  expect(not.withMutant('!(0 || 1) → (0 || 1)')).toBe(false);
});

test('a called method keeps its object, and a chain what its ?. skips', () => {
  const text = `
    const list = [3, 1, 2] as number[] | undefined;
    const none = undefined as { of: number[] } | undefined;
    export default [list?.slice(1).sort(), none?.of.filter((n) => n > 1).length, none?.of.slice(1)!.at(0)];
  `;
  const { run, withMutant } = made(text);
  expect(run()).toEqual([[1, 2], undefined, undefined]);
  expect(withMutant('list?.slice(1) → list')).toEqual([[1, 2, 3], undefined, undefined]);
  expect(withMutant('list?.slice(1).sort() → list?.slice(1)')).toEqual([
    [1, 2],
    undefined,
    undefined,
  ]);
});

test('what is written to stays what it is', () => {
  const text = `
    const at = [0, 0, 0];
    let n = 0;
    for (let i = 0; i < 2; i++) at[i + 1] += ++n;
    ({ n = 5 } = { n: 7 } as { n?: number });
    delete (at as unknown[])[0];
    export default [...at, 0 in at, n];
  `;
  const { run, withMutant } = made(text);
  expect(run()).toEqual([undefined, 1, 2, false, 7]);
  expect(withMutant('at[i + 1] += ++n → at[i + 1] -= ++n')).toEqual([undefined, -1, -2, false, 7]);
  expect(withMutant('5 → 0')).toEqual(run());
});

test('await, yield, private names, defaults and a call of super stay where they may stand', async () => {
  const text = `
    class Base { constructor(readonly base = 1) {} }
    class Own extends Base {
      #own = 2;
      constructor(own?: number) { super(own ?? 10); this.#own += own ?? 20; }
      static has(one: object) { return #own in one && !false; }
      get sum() { return this.base + this.#own; }
      * each() { yield this.sum > 1 ? yield 3 : 4; }
    }
    async function late(n = 5) { return (await Promise.resolve(n)) + 1; }
    export default (async () => [new Own().sum, Own.has(new Own()), [...new Own(1).each()], await late()])();
  `;
  const { run, withMutant } = made(text);
  expect(await run()).toEqual([32, true, [3, undefined], 6]);
  expect(await withMutant('own ?? 10 → own')).toEqual([23, true, [3, undefined], 6]);
  expect(await withMutant('5 → 0')).toEqual([32, true, [3, undefined], 1]);
});

test('a call that is left out is not made', () => {
  const { run, withMutant } = made(
    'const list: number[] = []; if (list) list.push(1); else list.push(2); export default list',
  );
  expect(run()).toEqual([1]);
  expect(withMutant('list.push(1) → undefined')).toEqual([]);
  expect(withMutant('list → false')).toEqual([2]);
});

test('the code asks for each mutant that it reaches, and for no other', () => {
  const { mutants, run } = made('const f = () => 1 + 1; export default false ? f() : 2');
  const asked = new Set<number>();
  run(undefined, asked);
  const reached = mutants.filter(({ id }) => asked.has(id)).map(({ original }) => original);
  expect([...new Set(reached)]).toEqual(['false', '2']);
});

test('every file that is mutated is valid code with all its mutants in it', () => {
  const sources = readSources();
  for (const { file, text, mutants } of sources) {
    expect(() => transformSync(instrument(text, mutants), { loader: 'ts' }), file).not.toThrow();
  }
  const ids = sources.flatMap(({ mutants }) => mutants.map(({ id }) => id));
  expect(ids).toEqual(ids.map((_, index) => index + 1));
});
