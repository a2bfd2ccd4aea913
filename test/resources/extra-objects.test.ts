import { App, Chart } from 'cdk8s';
import { expect, test } from 'vitest';
import { KvminiHarness, type KvminiValuesInput, renderValues } from '../../src';
import { commandLineRelease } from '../../src/cli/release';
import { releaseObjects } from '../../src/resources/release-objects';
import { issuesOf } from '../support/issues';
import { harness } from '../support/render';

type Objects = NonNullable<KvminiValuesInput['extraObjects']>;

const object = (kind: string, name: string, namespace?: string, apiVersion = 'v1') => ({
  ...{ apiVersion, kind },
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});

test.each<[string, Objects[number], string | undefined]>([
  ['without a namespace, that of the release', object('Secret', 'a'), 'benchmark'],
  ['its own', object('Secret', 'a', 'other'), 'other'],
  ['none where it says so', object('Pool', 'a', '', 'example.com/v1'), undefined],
  ['none for what belongs to the cluster', object('PersistentVolume', 'a', 'other'), undefined],
  [
    'none for another group of Kubernetes',
    object('StorageClass', 'a', undefined, 'storage.k8s.io/v1'),
    undefined,
  ],
  [
    'one for a kind of the same name elsewhere',
    object('Node', 'a', undefined, 'example.com/v1'),
    'benchmark',
  ],
])('%s', (_, one, namespace) => {
  const [last] = renderValues({ extraObjects: [one] }).slice(-1);
  expect(last).toMatchObject({ kind: one.kind, metadata: { name: 'a' } });
  expect(last?.metadata.namespace).toBe(namespace);
});

test('they are as they are: nothing is added, and each is a member', () => {
  const secret = { ...object('Secret', 'a', 'b'), stringData: { key: '{{ .Release.Name }}' } };
  const { extraObjects } = harness({ extraObjects: [secret], commonLabels: { a: 'b' } });
  expect(extraObjects.map((one) => one.toJson())).toEqual([secret]);
});

test.each<[string, Objects, string]>([
  [
    'the chart’s own',
    [object('Service', 'kvmini-harness')],
    'Service kvmini-harness in namespace benchmark is made by the chart itself already',
  ],
  [
    'one of the cluster',
    [object('ClusterRole', 'kvmini-harness.benchmark', undefined, 'rbac.authorization.k8s.io/v1')],
    'ClusterRole kvmini-harness.benchmark is made by the chart itself already',
  ],
  [
    'an earlier one',
    [object('Secret', 'a'), object('Secret', 'a', 'benchmark')],
    'Secret a in namespace benchmark is made by extraObjects[0] already',
  ],
  [
    'one of another version',
    [object('Deployment', 'kvmini-harness', undefined, 'apps/v1beta2')],
    'is made by the chart itself already',
  ],
])('one that is called as %s is refused, by the command as well', (_, extraObjects, message) => {
  const at = `extraObjects[${extraObjects.length - 1}].metadata.name: `;
  expect(() => harness({ extraObjects })).toThrow(
    new RegExp(`${at.replace(/[[\].]/g, '\\$&')}.*${message.replace(/[[\].]/g, '\\$&')}`),
  );
  const setJson = [`extraObjects=${JSON.stringify(extraObjects)}`];
  const release = commandLineRelease('kvmini-harness', { namespace: 'benchmark', setJson });
  expect(() => releaseObjects(release)).toThrow(message);
});

test.each<[string, Objects]>([
  ['another name', [object('Service', 'other')]],
  ['another namespace', [object('Service', 'kvmini-harness', 'other')]],
  ['another group', [object('Service', 'kvmini-harness', undefined, 'serving.knative.dev/v1')]],
])('one of %s is fine', (_, extraObjects) => {
  expect(() => harness({ extraObjects })).not.toThrow();
});

test('so is one that another harness of the app makes', () => {
  const chart = new Chart(new App(), 'c', { namespace: 'benchmark' });
  const values = { extraObjects: [object('Secret', 'shared')] };
  new KvminiHarness(chart, 'one', { values });
  expect(() => new KvminiHarness(chart, 'two', { values })).toThrow(
    'Secret shared in namespace benchmark is made by the harness at c/one already',
  );
});

test.each<[unknown, string]>([
  ['{{ toYaml . }}', 'wrong-type extraObjects[0]'],
  [{ kind: 'Secret', metadata: { name: 'a' } }, 'missing extraObjects[0].apiVersion'],
  [{ apiVersion: 'v1', metadata: { name: 'a' } }, 'missing extraObjects[0].kind'],
  [{ apiVersion: 'v1', kind: 'Secret' }, 'missing extraObjects[0].metadata'],
  [{ apiVersion: 'v1', kind: 'Secret', metadata: {} }, 'missing extraObjects[0].metadata.name'],
  [
    { apiVersion: 'apps', kind: 'Secret', metadata: { name: 'a' } },
    'wrong-format extraObjects[0].apiVersion',
  ],
  [
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a/b' } },
    'wrong-format extraObjects[0].metadata.name',
  ],
])('%j is no object: %s', (one, issue) => {
  const found = issuesOf({ extraObjects: [one] });
  expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual([issue]);
});
