import * as vm from 'node:vm';
import { ApiObject, App, Chart, JsonPatch } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { getObject, KvminiHarness, renderValues } from '../src';
import { allValues } from './support/all-values';
import { merge } from './support/merge';
import { harness } from './support/render';

const CLUSTER_SCOPED = ['ClusterRole', 'ClusterRoleBinding'];

describe('the construct', () => {
  test('makes objects in the order in which Helm installs them', () => {
    const kinds = renderValues(allValues).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'NetworkPolicy',
      'PodDisruptionBudget',
      'ServiceAccount',
      'ConfigMap',
      'ConfigMap',
      'PersistentVolumeClaim',
      'ClusterRole',
      'ClusterRoleBinding',
      'Role',
      'Role',
      'RoleBinding',
      'RoleBinding',
      'Service',
      'Deployment',
      'PrometheusRule',
      'ServiceMonitor',
      'Secret',
    ]);
  });

  test('has each object as a member, and none for what is switched off', () => {
    const full = harness(allValues);
    expect(full.serviceMonitor?.kind).toBe('ServiceMonitor');
    expect(full.dashboard?.name).toBe('llm-bench-dashboard');
    expect(full.role).toBeUndefined();
    const bare = harness();
    expect(bare.networkPolicy).toBeUndefined();
    expect(bare.persistentVolumeClaim?.name).toBe('kvmini-harness-data');
  });

  test('is its Deployment to ApiObject.of', () => {
    const kvmini = harness();
    expect(ApiObject.of(kvmini)).toBe(kvmini.deployment);
  });

  test('exposes what other constructs refer to', () => {
    const kvmini = harness({ nameOverride: 'bench' }, { releaseName: 'nightly' });
    expect(kvmini.fullname).toBe('nightly-bench');
    expect(kvmini.serviceAccountName).toBe('nightly-bench');
    expect(kvmini.selectorLabels).toEqual({
      'app.kubernetes.io/name': 'bench',
      'app.kubernetes.io/instance': 'nightly',
    });
    expect(kvmini.labels).toMatchObject(kvmini.selectorLabels);
  });

  test('resolves values that nobody can change afterwards, and leaves the user’s alone', () => {
    const mine = { extraVolumes: [{ name: 'x', hostPath: { path: '/x' } }] };
    const { values } = harness(mine);
    expect(values.image.repository).toBe('kvmini/kvmini-harness');
    expect(Object.isFrozen(values.image)).toBe(true);
    expect(Object.isFrozen(values.extraVolumes[0])).toBe(true);
    expect(Object.isFrozen(mine.extraVolumes[0]?.hostPath)).toBe(false);
  });

  test('takes objects of classes for what they hold', () => {
    class Persistence {
      size = '5Gi';
      #secret = 'not read';
      describe() {
        return this.#secret;
      }
    }
    class Larger extends Persistence {
      override size = '50Gi';
    }
    class Variable {
      [field: string]: unknown;
      name = 'A';
      value = 'b';
    }
    class Config {
      persistence = new Larger();
      podLabels = Object.assign(Object.create(null), { team: 'ml' });
      affinity = vm.runInNewContext('({ nodeAffinity: {} })');
      extraEnv = [new Variable()];
    }
    const { values } = harness(new Config());
    expect(values.persistence.size).toBe('50Gi');
    expect(values.podLabels).toEqual({ team: 'ml' });
    expect(values.affinity).toEqual({ nodeAffinity: {} });
    expect(values.extraEnv).toEqual([{ name: 'A', value: 'b' }]);
    expect(Chart.of(harness(new Config())).toJson()).toEqual(
      Chart.of(harness(JSON.parse(JSON.stringify(new Config())))).toJson(),
    );
  });

  test('takes resolved values again', () => {
    const once = harness(allValues);
    expect(harness(once.values).values).toEqual(once.values);
  });

  test('lets a patch add any field to any object', () => {
    const kvmini = harness(allValues);
    for (const child of kvmini.node.children) {
      (child as ApiObject).addJsonPatch(JsonPatch.add('/brandNew', { limits: { memory: '2Gi' } }));
    }
    for (const object of Chart.of(kvmini).toJson()) {
      expect(object.brandNew).toEqual({ limits: { memory: '2Gi' } });
    }
  });
});

describe('namespaces', () => {
  test('a chart with a namespace gives it to every object that can have one', () => {
    const serviceMonitor = { namespace: '' };
    // The Role for `kvmini cold` is where the target is.
    const target = { rbac: { coldStart: false } };
    const values = merge<object>(allValues, { monitoring: { serviceMonitor }, ...target });
    for (const { kind, metadata } of renderValues(values)) {
      expect(metadata.namespace).toBe(CLUSTER_SCOPED.includes(kind) ? undefined : 'benchmark');
    }
  });

  test('where nobody names one, objects are in default, where the binding’s subject is', () => {
    const chart = new Chart(new App(), 'c');
    new KvminiHarness(chart, 'kvmini-harness');
    const objects = chart.toJson();
    for (const { kind, metadata } of objects) {
      expect(metadata.namespace).toBe(CLUSTER_SCOPED.includes(kind) ? undefined : 'default');
    }
    expect(getObject(objects, 'ClusterRoleBinding').subjects[0].namespace).toBe('default');
  });

  test('the prop wins over the chart’s', () => {
    const objects = renderValues({}, { namespace: 'elsewhere' });
    expect(getObject(objects, 'Service').metadata.namespace).toBe('elsewhere');
    expect(getObject(objects, 'ClusterRoleBinding').subjects[0].namespace).toBe('elsewhere');
    expect(getObject(objects, 'ConfigMap').data.kubeconfig).toContain('namespace: "elsewhere"');
  });

  test('rbac.scope namespace makes a Role here and one at the target', () => {
    const objects = renderValues({
      rbac: { scope: 'namespace' },
      global: { isvc: { namespace: 'ml-prod' } },
    });
    const roles = objects.filter(({ kind }) => kind === 'Role');
    expect(roles.map(({ metadata }) => [metadata.namespace, metadata.name])).toEqual([
      ['benchmark', 'kvmini-harness'],
      ['ml-prod', 'kvmini-harness.benchmark'],
    ]);
    for (const { rules } of roles) expect(JSON.stringify(rules)).not.toContain('nodes');
    const bindings = objects.filter(({ kind }) => kind === 'RoleBinding');
    expect(bindings.map(({ subjects }) => subjects[0].namespace)).toEqual([
      'benchmark',
      'benchmark',
    ]);
    expect(bindings.map(({ metadata, roleRef }) => [metadata.name, roleRef.name])).toEqual([
      ['kvmini-harness', 'kvmini-harness'],
      ['kvmini-harness.benchmark', 'kvmini-harness.benchmark'],
    ]);
    expect(objects.filter(({ kind }) => CLUSTER_SCOPED.includes(kind))).toEqual([]);
  });

  test('rbac.scope namespace with the target in the same namespace makes one Role', () => {
    const values = {
      rbac: { scope: 'namespace' },
      global: { isvc: { namespace: 'benchmark' } },
    } as const;
    expect(renderValues(values).filter(({ kind }) => kind === 'Role')).toHaveLength(1);
  });
});

describe('the config map', () => {
  test('holds the README’s files and rolls the pod when one changes', () => {
    const checksum = (timeout: string) =>
      getObject(renderValues({ benchmark: { timeout } }), 'Deployment').spec.template.metadata
        .annotations['checksum/config'];
    expect(checksum('90m')).not.toBe(checksum('91m'));
    expect(checksum('90m')).toBe(checksum('90m'));
  });

  test('holds the user’s profiles beside the built-in ones, as their schema reads them', () => {
    const { data } = getObject(
      renderValues({ benchmark: { profiles: { soak: { rate: 0.5 } } } }),
      'ConfigMap',
    );
    expect(data['profile-soak.yaml']).toBe('rate: 0.5\n');
    expect(Object.keys(data)).toContain('profile-standard.yaml');
  });
});
