import { expect, test } from 'vitest';
import { repair } from '../../src/validation/repair';
import { defaultValues } from '../../src/values/defaults';
import type { KvminiValues } from '../../src/values/generated/kvmini-values';

const { image, service, resources } = defaultValues() as unknown as KvminiValues;

test.each<[string, object, readonly (string | number)[][], object]>([
  ['nothing', { replicaCount: 2 }, [], { replicaCount: 2 }],
  [
    'a setting',
    { replicaCount: 'a', enabled: false },
    [['replicaCount']],
    { replicaCount: 1, enabled: false },
  ],
  [
    'a setting of a section',
    { image: { tag: 5, registry: 'a' } },
    [['image', 'tag']],
    { image: { tag: image.tag, registry: 'a' } },
  ],
  ['a section that is none', { image: 5 }, [['image', 'tag']], { image }],
  ['a whole section', { service: { port: 'a', type: 'b' } }, [['service']], { service }],
  ['a key that nobody knows', { nobodys: 1, replicaCount: 3 }, [['nobodys']], { replicaCount: 3 }],
  ['what is below it', { nobodys: { a: 1, b: 2 } }, [['nobodys', 'a']], {}],
  [
    'an unknown key of a section',
    { image: { tga: 'x', registry: 'a' } },
    [['image', 'tga']],
    { image: { registry: 'a' } },
  ],
  // Of a list, and of a map that is one setting, the whole goes.
  ['an item of a list', { tolerations: [{}, 1] }, [['tolerations', 1]], { tolerations: [] }],
  ['a field of an item', { extraEnv: [{ name: 5 }] }, [['extraEnv', 0, 'name']], { extraEnv: [] }],
  [
    'a member of a setting',
    { podLabels: { a: 1, b: 'c' } },
    [['podLabels', 'a']],
    { podLabels: { b: 'c' } },
  ],
  [
    'an amount, whose default there is',
    { resources: { requests: { cpu: true, memory: '1Gi' } } },
    [['resources', 'requests', 'cpu']],
    { resources: { requests: { cpu: resources.requests?.cpu, memory: '1Gi' } } },
  ],
  [
    'two of one section',
    { service: { port: 'a', type: 'b', labels: { c: 'd' } } },
    [
      ['service', 'port'],
      ['service', 'type'],
    ],
    { service: { port: service.port, type: service.type, labels: { c: 'd' } } },
  ],
])('%s', (_, values, wrong, expected) => {
  const before = structuredClone(values);
  expect(repair(values as never, wrong)).toEqual(expected);
  expect(values).toEqual(before);
});
