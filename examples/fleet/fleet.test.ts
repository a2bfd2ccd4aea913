import { App, Chart } from 'cdk8s';
import { getObject, KvminiHarness } from 'cdk8s-kvmini';
import { expect, test } from 'vitest';
import { Fleet, SERVICES } from './fleet';

test('the manifests are those that were reviewed', async () => {
  const app = new App();
  new Fleet(app, 'fleet', SERVICES);
  await expect(app.synthYaml()).toMatchFileSnapshot('manifests/fleet.k8s.yaml');
});

test('each harness selects pods of its own and measures a service of its own', () => {
  const { harnesses } = new Fleet(new App(), 'fleet', SERVICES);
  const selectors = harnesses.map(({ selectorLabels }) => JSON.stringify(selectorLabels));
  expect(new Set(selectors).size).toBe(SERVICES.length);
  expect(harnesses.map(({ values }) => values.global.isvc)).toEqual(SERVICES);
});

test('one is found by its name', () => {
  const objects = new Fleet(new App(), 'fleet', SERVICES).toJson();
  const { env } = getObject(objects, 'Deployment', 'ml-staging-demo-llm-bench').spec.template.spec
    .containers[0];
  expect(env).toContainEqual({ name: 'KVMINI_NAMESPACE', value: 'ml-staging' });
});

test('two of the same release would overwrite each other, and are refused', () => {
  const app = new App();
  const ours = new Chart(app, 'ours', { namespace: 'benchmark' });
  const theirs = new Chart(app, 'theirs', { namespace: 'benchmark' });
  new KvminiHarness(ours, 'demo-llm');
  expect(() => new KvminiHarness(theirs, 'demo-llm')).toThrow(
    'Deployment demo-llm-kvmini in namespace benchmark is made by the harness at ours/demo-llm already; give one of them another name: a harness by releaseName, namespace or fullnameOverride',
  );
  expect(() => new KvminiHarness(theirs, 'other', { releaseName: 'nightly' })).not.toThrow();
});
