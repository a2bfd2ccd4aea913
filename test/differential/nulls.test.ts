import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { helm as semantics } from '../../src';
import { at, TAKEN_BACK } from '../support/taken-back';
import { readDocuments } from './kubernetes-yaml';
import { CHART, harnessChart, helm, templateByFlags } from './renderings';
import { byIdentity } from './same-objects';

const folder = mkdtempSync(join(tmpdir(), 'kvmini-nulls-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What makes the section's object appear, so that there is something to compare. */
const SHOWN = {
  monitoring: { enabled: true, serviceMonitor: { enabled: true }, dashboard: { enabled: true } },
};

const release = { releaseName: 'kvmini-harness', namespace: 'benchmark' };
const inNamespace = ['-n', release.namespace];

function file(name: string, values: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(values));
  return path;
}

describe.skipIf(!helm).concurrent('a later layer takes a key back in the chart, too', () => {
  const cases = TAKEN_BACK.map(([path, first, second], index) => ({ path, first, second, index }));

  test.each(cases)('of $path: $first, then $second', async ({ path, first, second, index }) => {
    const layers = [SHOWN, at(path, first), at(path, second)];
    const files = layers.flatMap((layer, i) => ['-f', file(`${index}-${i}.yaml`, layer)]);
    const theirs = readDocuments(
      await templateByFlags(release.releaseName, CHART, ...inNamespace, ...files),
    );
    const values = layers.reduce(semantics.mergeValues);
    const ours = harnessChart({ ...release, values }).toJson();
    expect(byIdentity(ours)).toStrictEqual(byIdentity(theirs));
  });

  test('by a flag, and for a field that Kubernetes would take null for', async () => {
    const values = { tolerations: [{ key: 'a', operator: 'Exists', value: null }] };
    const flags = ['-f', file('tolerations.yaml', values), '--set', 'nodeSelector.disktype=null'];
    const theirs = readDocuments(
      await templateByFlags(release.releaseName, CHART, ...inNamespace, ...flags),
    );
    const ours = harnessChart({ ...release, values: values as object }).toJson();
    expect(byIdentity(ours)).toStrictEqual(byIdentity(theirs));
  });
});
