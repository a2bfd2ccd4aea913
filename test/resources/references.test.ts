import { expect, test } from 'vitest';
import { getObject, type KvminiValuesInput, type RenderedObject, renderValues } from '../../src';
import { merge } from '../support/merge';
import { podSpec, type Rendered } from '../support/render';

type Switch = (on: boolean) => KvminiValuesInput;

/** Every boolean of the values that adds or removes an object or a reference. */
const SWITCHES: readonly Switch[] = [
  (on) => ({ persistence: { enabled: on } }),
  (on) => ({ serviceAccount: { create: on } }),
  (on) => ({ rbac: { create: on } }),
  (on) => ({ rbac: { scope: on ? 'cluster' : 'namespace' } }),
  (on) => ({ persistence: { existingClaim: on ? 'results' : '' } }),
  (on) => ({ monitoring: { enabled: on } }),
  (on) => ({ monitoring: { serviceMonitor: { enabled: on } } }),
  (on) => ({ monitoring: { dashboard: { enabled: on } } }),
  (on) => ({ networkPolicy: { enabled: on } }),
  (on) => ({ podDisruptionBudget: { enabled: on } }),
];

const combinations: Rendered[] = Array.from({ length: 2 ** SWITCHES.length }, (_, bits) =>
  SWITCHES.reduce((values, set, index) => merge(values, set((bits & (1 << index)) !== 0)), {}),
);

const names = (objects: readonly RenderedObject[], kind: string) =>
  objects.filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);

function expectVolumesToExist(objects: readonly RenderedObject[], values: Rendered): void {
  const { volumes, containers } = podSpec(objects);
  const volumeNames = volumes.map(({ name }: Rendered) => name);
  for (const { name } of containers[0].volumeMounts) expect(volumeNames).toContain(name);
  const claims = [...names(objects, 'PersistentVolumeClaim'), values.persistence.existingClaim];
  for (const { persistentVolumeClaim: claim } of volumes) {
    if (claim) expect(claims).toContain(claim.claimName);
  }
  const config = getObject(objects, 'ConfigMap', 'kvmini-harness-config');
  const items = volumes.flatMap(({ configMap, projected }: Rendered) => [
    ...(configMap ? [configMap] : []),
    ...(projected?.sources ?? []).flatMap((source: Rendered) => source.configMap ?? []),
  ]);
  for (const { name, items: keys } of items) {
    if (name === 'kube-root-ca.crt') continue; // Kubernetes puts it into every namespace
    expect(name).toBe(config.metadata.name);
    for (const { key } of keys) expect(Object.keys(config.data)).toContain(key);
  }
}

function expectAccountToExist(objects: readonly RenderedObject[], values: Rendered): void {
  const accounts = [...names(objects, 'ServiceAccount'), 'default'];
  expect(accounts).toContain(podSpec(objects).serviceAccountName);
  const bindings = objects.filter(({ kind }) => kind.endsWith('RoleBinding'));
  expect(bindings).toHaveLength(values.rbac.create ? 1 : 0);
  for (const { roleRef, subjects } of bindings) {
    expect(names(objects, roleRef.kind)).toContain(roleRef.name);
    expect(accounts).toContain(subjects[0].name);
    expect(subjects[0].namespace).toBe('benchmark');
  }
}

function expectSelectorsToMatch(objects: readonly RenderedObject[]): void {
  const deployment = getObject(objects, 'Deployment');
  const podLabels = deployment.spec.template.metadata.labels;
  const service = getObject(objects, 'Service');
  const selectors = [
    deployment.spec.selector.matchLabels,
    service.spec.selector,
    ...objects
      .filter(({ kind }) => kind === 'NetworkPolicy')
      .map(({ spec }) => spec.podSelector.matchLabels),
    ...objects
      .filter(({ kind }) => kind === 'PodDisruptionBudget')
      .map(({ spec }) => spec.selector.matchLabels),
  ];
  for (const selector of selectors) expect(podLabels).toMatchObject(selector);
  for (const { kind, spec } of objects) {
    if (kind !== 'ServiceMonitor') continue;
    expect(service.metadata.labels).toMatchObject(spec.selector.matchLabels);
    expect(service.spec.ports.map(({ name }: Rendered) => name)).toContain(spec.endpoints[0].port);
  }
}

function expectToBeConsistent(values: Rendered): void {
  const objects = renderValues(values);
  expectVolumesToExist(objects, values);
  expectAccountToExist(objects, values);
  expectSelectorsToMatch(objects);
  const { enabled, serviceMonitor } = values.monitoring;
  const annotations = getObject(objects, 'Service').metadata.annotations ?? {};
  expect('prometheus.io/scrape' in annotations).toBe(enabled && !serviceMonitor.enabled);
  expect(names(objects, 'ServiceMonitor')).toHaveLength(enabled && serviceMonitor.enabled ? 1 : 0);
}

test('every reference leads somewhere, in all combinations of the switches', () => {
  for (const values of combinations) {
    try {
      expectToBeConsistent(values);
    } catch (cause) {
      throw new Error(`with ${JSON.stringify(values)}`, { cause });
    }
  }
});
