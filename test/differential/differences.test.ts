/** Where what helm renders could be another text than the library's. */
import { describe, expect, test } from 'vitest';
import type { KvminiValuesInput } from '../../src';
import { harnessChart, helm, renderWithHelm } from './renderings';
import { byIdentity } from './same-objects';

const release = { releaseName: 'kvmini-harness', namespace: 'benchmark' };

describe.skipIf(!helm)('null', () => {
  test.each<KvminiValuesInput>([
    { podSecurityContext: { sysctls: null } },
    {
      affinity: {
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: null },
        podAffinity: null,
      },
    },
    { extraVolumes: [{ name: 'a', emptyDir: { sizeLimit: null } }] },
  ])('in what is passed to Kubernetes is left out by both: %j', async (values) => {
    const ours = byIdentity(harnessChart({ ...release, values }).toJson());
    const theirs = byIdentity(await renderWithHelm({ ...release, values }));
    expect(ours).toStrictEqual(theirs);
    expect(JSON.stringify(ours)).not.toMatch(/"(sysctls|podAffinity|sizeLimit)":null/);
  });
});
