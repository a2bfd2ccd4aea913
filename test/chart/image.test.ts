import { expect, test } from 'vitest';
import type { KvminiValuesInput } from '../../src';
import { harness } from '../support/render';

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const pod = (values: KvminiValuesInput) => harness(values).deployment.toJson().spec.template.spec;

test.each<[string, KvminiValuesInput['image'], string, string]>([
  ['nobody names a registry', { repository: 'a/b' }, '', 'a/b:latest'],
  ['the image does', { registry: 'of.one', repository: 'a' }, '', 'of.one/a:latest'],
  ['all charts have one', { registry: 'of.one', repository: 'a' }, 'of.all', 'of.all/a:latest'],
  [
    'the repository has one',
    { registry: 'of.one', repository: 'own.x/a' },
    'of.all',
    'own.x/a:latest',
  ],
  [
    'a port is one',
    { registry: 'of.one', repository: 'own:5000/a' },
    'of.all',
    'own:5000/a:latest',
  ],
  ['localhost is one', { registry: 'of.one', repository: 'localhost/a' }, '', 'localhost/a:latest'],
  ['capitals are one', { registry: 'of.one', repository: 'Own/a' }, '', 'Own/a:latest'],
  [
    'an IPv6 address is one',
    { registry: 'x', repository: '[fd00::1]:5000/a' },
    '',
    '[fd00::1]:5000/a:latest',
  ],
  [
    'a dot after the first slash is none',
    { registry: 'x', repository: 'a/b.c' },
    '',
    'x/a/b.c:latest',
  ],
  ['a dot without a slash is none', { registry: 'x', repository: 'b.c' }, '', 'x/b.c:latest'],
  [
    'a digest takes the place of the tag',
    { repository: 'a', tag: 'v1', digest: DIGEST },
    '',
    `a@${DIGEST}`,
  ],
  ['and of the app version', { repository: 'a', tag: '', digest: DIGEST }, '', `a@${DIGEST}`],
  ['no tag is the app version', { repository: 'a', tag: '' }, '', 'a:1.0.0'],
])('%s', (_, image, imageRegistry, expected) => {
  expect(pod({ image, global: { imageRegistry } }).containers[0].image).toBe(expected);
});

test('pull secrets of all charts come first, by name or reference, each once', () => {
  const values = {
    global: { imagePullSecrets: ['a', { name: 'b' }, 'a'] },
    imagePullSecrets: [{ name: 'b' }, { name: 'c' }],
  };
  expect(pod(values).imagePullSecrets).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
});
