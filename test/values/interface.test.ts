import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type * as z from 'zod/mini';
import type { helm, KvminiParentValues, KvminiValues, KvminiValuesInput } from '../../src';
import type { valuesSchema } from '../../src/values/schema';

type DeepReadonly<T> = unknown extends T
  ? T
  : T extends readonly (infer Item)[]
    ? readonly DeepReadonly<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
      : T;

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Parsed = DeepReadonly<z.output<ReturnType<typeof valuesSchema>>>;

test('the interface is what the schema gives, neither more nor less', () => {
  expectTypeOf<Same<KvminiValues, Parsed>>().toEqualTypeOf<true>();
  expectTypeOf<keyof KvminiValues>().toEqualTypeOf<keyof Parsed>();
  expectTypeOf<KvminiValues['benchmark']>().toEqualTypeOf<Parsed['benchmark']>();
  expectTypeOf<KvminiValues['monitoring']>().toEqualTypeOf<Parsed['monitoring']>();
});

test('users write any part of it, and null', () => {
  expectTypeOf<{ image: { tag: 'v1' } }>().toExtend<KvminiValuesInput>();
  expectTypeOf<{ resources: { limits: { cpu: null } } }>().toExtend<KvminiValuesInput>();
  expectTypeOf<{ image: { tag: 1 } }>().not.toExtend<KvminiValuesInput>();
  // @ts-expect-error a misspelt key does not compile
  const _misspelt: KvminiValuesInput = { image: { tga: 'v1' } };
});

interface OfAnInterface {
  readonly model: { readonly name: string };
  readonly kvmini: { readonly enabled: boolean };
}
interface WithoutKvmini {
  readonly model: string;
}
class OfAClass {
  kvmini = { enabled: true };
  model = 'x';
}

test('a parent’s values may be of any type but for what is the harness’s', () => {
  expectTypeOf<OfAnInterface>().toExtend<KvminiParentValues>();
  expectTypeOf<WithoutKvmini>().toExtend<KvminiParentValues>();
  expectTypeOf<OfAClass>().toExtend<KvminiParentValues>();
  expectTypeOf<Record<string, unknown>>().toExtend<KvminiParentValues>();
  expectTypeOf<object>().toExtend<KvminiParentValues>();
  expectTypeOf<helm.Values>().toExtend<KvminiParentValues>();
  const written = { model: new Date(0), kvmini: { enabled: true } } as const;
  expectTypeOf<typeof written>().toExtend<KvminiParentValues>();
  const _free: KvminiParentValues = {
    when: new Date(0),
    run: () => 'x',
    kvmini: { enabled: true, persistence: { size: null } },
    global: { registry: 'x', isvc: { name: 'demo', team: 'ml' }, model: null },
  };
  // @ts-expect-error a misspelt key does not compile
  const _misspelt: KvminiParentValues = { kvmini: { persistance: { size: '5Gi' } } };
  // @ts-expect-error nor at a deeper level
  const _deeper: KvminiParentValues = { kvmini: { enabled: true, image: { tga: 'v1' } } };
  // @ts-expect-error nor where it was written before, if no key is right
  const _before: KvminiParentValues = misspelt;
  expectTypeOf<{ kvmini: { enabled: string } }>().not.toExtend<KvminiParentValues>();
  expectTypeOf<{ kvmini: true }>().not.toExtend<KvminiParentValues>();
  expectTypeOf<{ global: { isvc: { name: number } } }>().not.toExtend<KvminiParentValues>();
});

const misspelt = { kvmini: { persistance: { size: '5Gi' } } };

/** Every declaration file that users' compilers see; `npm test` builds them first. */
const declarations = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.d.ts'))
  .map((file) => ({ file, text: readFileSync(join('lib', file), 'utf8') }));

describe('the public types', () => {
  test('mention no package but cdk8s and constructs', () => {
    expect(declarations.map(({ file }) => file)).toContain('index.d.ts');
    for (const { text } of declarations) {
      for (const [, name = ''] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
        expect(name).toMatch(/^(\.|cdk8s$|constructs$)/);
      }
    }
  });

  test('have a sentence on every member of every interface', () => {
    const bare = declarations.flatMap(({ file, text }) => {
      const lines = text.split('\n');
      return lines.flatMap((line, index) => {
        const isMember = /^\s+(public |static )?readonly [\w']+\??:/.test(line);
        return isMember && !/\*\/$/.test(lines[index - 1] ?? '') ? [`${file}: ${line.trim()}`] : [];
      });
    });
    expect(bare).toEqual([]);
  });
});
