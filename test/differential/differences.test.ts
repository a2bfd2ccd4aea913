/** Where the manifests are not those of helm, and the same to Kubernetes. */
import { describe, expect, test } from 'vitest';
import type { KvminiValuesInput } from '../../src';
import { harnessChart, helm, renderWithHelm } from './renderings';
import { byIdentity } from './same-objects';

const release = { releaseName: 'kvmini-harness', namespace: 'benchmark' };

/** A copy without what is null in a map: Kubernetes takes it for absent. */
function withoutNull(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNull);
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNull(member)]));
}

describe.skipIf(!helm)('differences', () => {
  test.each<KvminiValuesInput>([
    { podSecurityContext: { sysctls: null } },
    {
      affinity: {
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: null },
        podAffinity: null,
      },
    },
    { extraVolumes: [{ name: 'a', emptyDir: { sizeLimit: null } }] },
  ])('null in what is passed to Kubernetes is left out by cdk8s: %j', async (values) => {
    const ours = byIdentity(harnessChart({ ...release, values }).toJson());
    const theirs = byIdentity(await renderWithHelm({ ...release, values }));
    expect(ours).not.toStrictEqual(theirs);
    expect(ours).toStrictEqual(withoutNull(theirs));
  });
});
