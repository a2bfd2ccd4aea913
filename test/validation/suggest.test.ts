import { expect, test } from 'vitest';
import { misplaced } from '../../src/validation/misplaced';
import { suggest } from '../../src/validation/suggest';
import { formatPath, type Path } from '../../src/values/path';

const written = (paths: readonly Path[]) => paths.map(formatPath);

test.each<[Path, string, readonly string[]]>([
  // A key of the same map.
  [['image'], 'tga', ['image.tag']],
  [['persistence'], 'storage_class', ['persistence.storageClass']],
  [[], 'replicaCont', ['replicaCount']],
  // A longer key at the top, before what is near.
  [[], 'env', ['extraEnv']],
  [[], 'labels', ['commonLabels', 'podLabels']],
  [[], 'annotations', ['commonAnnotations', 'deploymentAnnotations', 'podAnnotations']],
  // Below the top, nothing is longer.
  [['rbac'], 'annotations', []],
  [['rbac'], 'env', []],
  // Two letters are too few for that.
  [[], 'nv', []],
  // The same name elsewhere, where there are three of them at most; of more, those of the section that is named.
  [[], 'storageClass', ['persistence.storageClass']],
  [['image'], 'enabled', []],
  [['resources'], 'enabled', ['monitoring.resources.enabled']],
  [[], 'nothingLikeIt', []],
])('at %j, %s may be meant for %j', (parent, key, expected) => {
  expect(written(suggest(parent, key))).toEqual(expected);
});

test.each<[Path, string, readonly string[]]>([
  [['securityContext'], 'fsGroup', ['podSecurityContext.fsGroup']],
  [['podSecurityContext'], 'privileged', ['securityContext.privileged']],
  [['securityContext'], 'SELinuxOptions', []],
  [['extraVolumes', 0, 'emptyDir'], 'name', ['extraVolumes[0].name']],
  [['tolerations', 0], 'fsGroup', []],
  [
    ['topologySpreadConstraints', 0, 'labelSelector'],
    'app',
    ['topologySpreadConstraints[0].labelSelector.matchLabels.app'],
  ],
  [
    ['livenessProbe'],
    'port',
    ['livenessProbe.grpc.port', 'livenessProbe.httpGet.port', 'livenessProbe.tcpSocket.port'],
  ],
])('at %j, %s of Kubernetes stands in a wrong map: %j', (parent, key, expected) => {
  expect(written(misplaced(parent, key))).toEqual(expected);
  expect(written(suggest(parent, key)).slice(0, 3)).toEqual(
    expect.arrayContaining(expected.slice(0, 3)),
  );
});

test('a word in other letters is meant before one in a wrong place, and at most three places are named', () => {
  expect(written(suggest(['securityContext'], 'runasuser'))).toEqual(['securityContext.runAsUser']);
  const all = written(misplaced(['extraVolumes', 0], 'readOnly'));
  expect(all.length).toBeGreaterThan(3);
  expect(written(suggest(['extraVolumes', 0], 'readOnly'))).toEqual(all.slice(0, 3));
  expect(written(suggest(['tolerations', 0], 'efect'))).toEqual(['tolerations[0].effect']);
});
