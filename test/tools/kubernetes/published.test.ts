import { expect, test } from 'vitest';
import { extracted } from '../../../tools/generate/kubernetes/extracted';
import type { OpenApi, OpenApiDocument } from '../../../tools/generate/kubernetes/open-api';
import { publishedDifferences } from '../../../tools/generate/kubernetes/published';

/** Documents of a server whose types are these. */
const publishing = (types: Readonly<Record<string, OpenApi>>) => (path: string) => {
  const named = Object.entries(types).map(([name, type]) => [`io.k8s.api.core.v1.${name}`, type]);
  const schemas = path === 'api/v1' ? Object.fromEntries(named) : {};
  return Promise.resolve<OpenApiDocument>({ components: { schemas } });
};

test('a server of the same version publishes what is committed', async () => {
  expect(await publishedDifferences(publishing(extracted().types))).toEqual([]);
});

test('another field, another type, another need and a type that is gone are told', async () => {
  const { Toleration, HostAlias, ...types } = extracted().types;
  const changed = {
    ...Toleration,
    required: ['key'],
    properties: { ...Toleration?.properties, value: { type: 'integer' }, more: { type: 'string' } },
  };
  expect(await publishedDifferences(publishing({ ...types, Toleration: changed }))).toEqual([
    'HostAlias: here needed ["ip"], published undefined',
    'HostAlias.hostnames: here {"type":"array","items":{"type":"string"}}, published undefined',
    'HostAlias.ip: here {"type":"string"}, published undefined',
    'Toleration: here needed undefined, published ["key"]',
    'Toleration.more: here undefined, published {"type":"string"}',
    'Toleration.value: here {"type":"string"}, published {"type":"integer"}',
  ]);
});
