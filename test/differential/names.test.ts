import { describe, expect, test } from 'vitest';
import type { KvminiValuesInput } from '../../src';
import { DNS_1035_LABEL, LABEL_VALUE } from '../../src/values/formats';
import { harnessChart, helm, renderWithHelm } from './renderings';
import { byIdentity } from './same-objects';

const namespace = 'benchmark';
const letters = (length: number) => 'abcdefghi-'.repeat(7).slice(0, length).replace(/-$/, 'z');

/** Releases with names of their own or overrides, by what is special about them. */
const CASES: readonly [string, string, KvminiValuesInput][] = [
  ['one letter', 'a', {}],
  ['is the name', 'kvmini', {}],
  ['begins with the name', 'kvmini-harness', {}],
  ['ends with the name', 'my-kvmini', {}],
  ['has the name inside a word', 'xkvminix', {}],
  ['has a part of the name', 'kvmin', {}],
  ['a word of YAML', 'true', {}],
  ...[45, 52, 53].map((length): [string, string, KvminiValuesInput] => [
    `${length} characters`,
    letters(length),
    {},
  ]),
  ...[55, 56, 57, 61, 62, 63, 64, 100].flatMap((length): [string, string, KvminiValuesInput][] => [
    [`nameOverride of ${length}`, 'vllm', { nameOverride: letters(length) }],
    [`fullnameOverride of ${length}`, 'vllm', { fullnameOverride: letters(length) }],
    [`53 and nameOverride of ${length}`, letters(53), { nameOverride: letters(length) }],
  ]),
  ['the cut leaves a dash', letters(53), { nameOverride: 'bcdefghi-more' }],
  ['the cut leaves two dashes', letters(53), { nameOverride: 'bcdefgh--more' }],
  ['nameOverride is cut at a dash', 'vllm', { nameOverride: `${letters(62)}-more` }],
  ['nameOverride ends with a dash', 'vllm', { nameOverride: 'bench-' }],
  ['nameOverride ends with two', 'vllm', { nameOverride: 'bench--' }],
  ['nameOverride begins with a dash', 'vllm', { nameOverride: '-bench' }],
  ['nameOverride is a dash', 'vllm', { nameOverride: '-' }],
  ['fullnameOverride ends with a dash', 'vllm', { fullnameOverride: 'bench-' }],
  ['fullnameOverride ends with two', 'vllm', { fullnameOverride: 'bench--' }],
  ['the release contains nameOverride', 'my-bench-1', { nameOverride: 'bench' }],
  ['... without its dash', 'my-bench', { nameOverride: 'bench-' }],
  ['... in other letters', 'my-bench', { nameOverride: 'Bench' }],
  ['both are overridden', 'vllm', { nameOverride: 'bench', fullnameOverride: 'full' }],
  ['a digit first', '1st', {}],
  ['a digit first, overridden', '1st', { fullnameOverride: 'first' }],
  ['a dot', 'a.b', {}],
  ['a dot, overridden', 'a.b', { fullnameOverride: 'ab', nameOverride: 'A.b_c' }],
];

/** The names that are made from the release and the overrides, as helm computes them. */
function computed(objects: Record<string, unknown>): { fullname: string; name: string } {
  const [deployment] = Object.entries(objects)
    .filter(([key]) => key.startsWith('apps/v1 Deployment'))
    .map(([, object]) => object);
  const { metadata } = deployment as {
    metadata: { name: string; labels: Record<string, string> };
  };
  return { fullname: metadata.name, name: metadata.labels['app.kubernetes.io/name'] ?? '' };
}

function library(releaseName: string, values: KvminiValuesInput) {
  try {
    return byIdentity(harnessChart({ releaseName, namespace, values }).toJson());
  } catch (error) {
    return String(error);
  }
}

describe
  .skipIf(!helm)
  .concurrent('names are those of helm, or refused where Kubernetes would', () => {
    test.each(CASES)('%s: %s %j', async (_, releaseName, values) => {
      const theirs = byIdentity(await renderWithHelm({ releaseName, namespace, values }));
      const ours = library(releaseName, values);
      const { fullname, name } = computed(theirs);
      if (typeof ours === 'object') expect(ours).toStrictEqual(theirs);
      else {
        expect(ours).toMatch(/(releaseName|nameOverride|fullnameOverride): expected /);
        expect(DNS_1035_LABEL.test(fullname) && LABEL_VALUE.test(name)).toBe(false);
      }
    });

    test.each(['a'.repeat(54), 'Upper', 'under_score', 'dash-', ''])(
      'both refuse the release name "%s"',
      async (releaseName) => {
        expect(library(releaseName, {})).toContain('releaseName: expected a release name');
        await expect(renderWithHelm({ releaseName, namespace, values: {} })).rejects.toThrow(
          /release name/,
        );
      },
    );
  });
