import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { KvminiValuesInput } from '../../src';
import { DNS_1035_LABEL, LABEL_VALUE } from '../../src/values/formats';
import { CHART, harnessChart, helm, renderWithHelm } from './renderings';
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

const folder = mkdtempSync(join(tmpdir(), 'kvmini-names-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The chart's own helpers without what refuses names: they are made whatever comes of them. */
function namesAlone(): string {
  mkdirSync(join(folder, 'templates'));
  for (const file of ['Chart.yaml', 'values.yaml', 'templates/_helpers.tpl'])
    copyFileSync(join(CHART, file), join(folder, file));
  const made = ['fullname', 'name'].map(
    (what) => `${what}: {{ include "kvmini.${what}" . | quote }}\n`,
  );
  writeFileSync(join(folder, 'templates/names.yaml'), made.join(''));
  return folder;
}

const NAMES = namesAlone();

/** The names that are made from the release and the overrides, as helm computes them. */
async function computed(release: Parameters<typeof renderWithHelm>[0]) {
  const [names] = await renderWithHelm(release, NAMES);
  return names as { readonly fullname: string; readonly name: string };
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
      const release = { releaseName, namespace, values };
      const ours = library(releaseName, values);
      if (typeof ours === 'object') {
        expect(ours).toStrictEqual(byIdentity(await renderWithHelm(release)));
        return;
      }
      expect(ours).toMatch(/(releaseName|nameOverride|fullnameOverride): expected /);
      const { fullname, name } = await computed(release);
      expect(DNS_1035_LABEL.test(fullname) && LABEL_VALUE.test(name)).toBe(false);
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
