import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { KvminiHarness, ValuesError } from '../../src';

describe('two harnesses in one app', () => {
  function twoCharts(first: string | undefined, second: string | undefined): () => KvminiHarness {
    const app = new App();
    const chart = (id: string, namespace?: string) =>
      new Chart(app, id, namespace === undefined ? {} : { namespace });
    new KvminiHarness(chart('one', first), 'kvmini');
    const other = chart('two', second);
    return () => new KvminiHarness(other, 'kvmini');
  }

  test('are refused where they make the same object, and leave nothing behind', () => {
    const add = twoCharts('a', 'a');
    expect(add).toThrow(ValuesError);
    expect(add).toThrow(
      /Deployment kvmini in namespace a is made by the harness at one\/kvmini already/,
    );
  });

  test('are fine in two namespaces, under one name and with one target', () => {
    const app = new App();
    for (const scope of ['cluster', 'namespace'] as const) {
      for (const namespace of ['a', 'b']) {
        const chart = new Chart(app, `${scope}-${namespace}`, { namespace });
        const values = {
          fullnameOverride: scope,
          rbac: { scope },
          global: { isvc: { namespace: 'ml-prod' } },
        };
        new KvminiHarness(chart, 'kvmini', { values });
      }
    }
    const objects = app.charts.flatMap((chart) => chart.toJson());
    const identities = objects.map(({ kind, metadata: { namespace = '', name } }) =>
      [kind, namespace, name].join(' '),
    );
    expect(identities.filter((one) => /Role/.test(one))).toEqual([
      'ClusterRole  cluster.a',
      'ClusterRoleBinding  cluster.a',
      'ClusterRole  cluster.b',
      'ClusterRoleBinding  cluster.b',
      'Role a namespace',
      'Role ml-prod namespace.a',
      'RoleBinding a namespace',
      'RoleBinding ml-prod namespace.a',
      'Role b namespace',
      'Role ml-prod namespace.b',
      'RoleBinding b namespace',
      'RoleBinding ml-prod namespace.b',
    ]);
    expect(new Set(identities).size).toBe(identities.length);
  });

  test('are refused in no namespace and in default, which are the same', () => {
    expect(twoCharts(undefined, 'default')).toThrow(/Deployment kvmini in namespace default/);
  });

  test('are fine with other names', () => {
    const chart = new Chart(new App(), 'fleet', { namespace: 'benchmark' });
    for (const id of ['a', 'b', 'c']) new KvminiHarness(chart, id);
    expect(chart.node.children).toHaveLength(3);
  });

  test('are fine one after the other was removed', () => {
    const chart = new Chart(new App(), 'c');
    const scope = new Construct(chart, 'inner');
    new KvminiHarness(scope, 'kvmini');
    chart.node.tryRemoveChild('inner');
    expect(() => new KvminiHarness(chart, 'kvmini')).not.toThrow();
  });
});

describe('a harness and objects of one’s own', () => {
  const SERVICE = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kvmini', namespace: 'a' },
  };
  type Own = { apiVersion: string; kind: string; metadata: { name?: string; namespace?: string } };

  /** An app with a harness `kvmini` in namespace `a`, and whatever else. */
  function appWith(
    before: (chart: Chart) => unknown,
    after: (chart: Chart, kvmini: KvminiHarness) => unknown,
  ) {
    const app = new App();
    const chart = new Chart(app, 'one', { namespace: 'a' });
    before(chart);
    after(chart, new KvminiHarness(chart, 'kvmini'));
    return app;
  }
  const nothing = () => undefined;
  const own = (object: Own, scope: Construct) => new ApiObject(scope, 'own', object);
  const patched =
    (object: Own, ...patches: JsonPatch[]) =>
    (scope: Construct) =>
      own(object, scope).addJsonPatch(...patches);

  const other = (kind: string, name: string, apiVersion = 'v1', namespace = 'a'): Own => ({
    apiVersion,
    kind,
    metadata: { name, namespace },
  });

  test.each<[string, (scope: Construct) => unknown]>([
    ['the same', (scope) => own(SERVICE, scope)],
    [
      'one in the namespace of the chart',
      (scope) => own({ ...SERVICE, metadata: { name: 'kvmini' } }, scope),
    ],
    [
      'one of another version',
      (scope) => own(other('Deployment', 'kvmini', 'apps/v1beta1'), scope),
    ],
    ['one in another chart', (scope) => own(SERVICE, new Chart(scope.node.root as App, 'two'))],
    [
      'one deep in the tree',
      (scope) => own(SERVICE, new Construct(new Construct(scope, 'x'), 'y')),
    ],
    [
      'a cluster-wide one, in whatever namespace cdk8s puts it',
      (scope) => own(other('ClusterRole', 'kvmini.a', 'rbac.authorization.k8s.io/v1', 'b'), scope),
    ],
    [
      'one that is called so by a patch',
      patched(other('Service', 'x'), JsonPatch.replace('/metadata/name', 'kvmini')),
    ],
    [
      'one that a patch moves into the namespace',
      patched(other('Service', 'kvmini', 'v1', 'b'), JsonPatch.replace('/metadata/namespace', 'a')),
    ],
    [
      'one that a patch makes of that kind',
      patched(other('Secret', 'kvmini'), JsonPatch.replace('/kind', 'Service')),
    ],
    [
      'one whose name is moved away and given back by patches',
      patched(
        other('Service', 'x'),
        JsonPatch.move('/metadata/name', '/was'),
        JsonPatch.add('/metadata/name', 'kvmini'),
      ),
    ],
    [
      'one whose metadata a patch replaces',
      patched(other('Service', 'x'), JsonPatch.add('/metadata', SERVICE.metadata)),
    ],
    [
      'one whose name is known at the end only',
      (scope) =>
        own({ ...SERVICE, metadata: { name: Lazy.any({ produce: () => 'kvmini' }) } }, scope),
    ],
  ])('%s is refused at synth, whether it was there before the harness or comes after', (_, add) => {
    const message =
      /\n {2}\[\] (Service kvmini in namespace a|Deployment kvmini in namespace a|ClusterRole kvmini\.a) is made by the harness at one\/kvmini, and by (one|two)\S*\/own as well; [^\n]*$/;
    for (const app of [appWith(add, nothing), appWith(nothing, add)]) {
      expect(() => app.synthYaml()).toThrow(message);
      expect(() => app.charts[0]?.toJson()).toThrow(message);
    }
  });

  test('one below the harness itself is refused', () => {
    const app = appWith(nothing, (_, kvmini) => own(SERVICE, kvmini));
    expect(() => app.synthYaml()).toThrow(/and by one\/kvmini\/own as well/);
  });

  test.each<[string, (kvmini: KvminiHarness) => Construct]>([
    ['the first of its objects', ({ configMap }) => configMap],
    ['the last of its objects', ({ deployment }) => deployment],
    ['a construct below one of its objects', ({ service }) => new Construct(service, 'x')],
    ['an object below one of its objects', ({ service }) => own(other('Secret', 'x'), service)],
  ])('one below %s is refused', (_, scopeOf) => {
    const below = (object: Own) =>
      appWith(nothing, (_, kvmini) => new ApiObject(scopeOf(kvmini), 'below', object));
    expect(() => below(SERVICE).synthYaml()).toThrow(
      /Service kvmini in namespace a is made by the harness at one\/kvmini, and by one\/kvmini\/\S+\/below as well/,
    );
    expect(() => below(other('Service', 'y')).synthYaml()).not.toThrow();
  });

  const rename = (name: string) => JsonPatch.replace('/metadata/name', name);

  test('an object of the harness that a patch gives the name of another is refused', () => {
    const renamed = (name: string, added = nothing as (scope: Construct) => unknown) =>
      appWith(added, (_, { service }) => service.addJsonPatch(rename(name)));
    const foreign = (scope: Construct) => own(other('Service', 'x'), scope);
    const message =
      /\[one\/kvmini\/service\] Service x in namespace a is made by the harness at one\/kvmini, and by one\/own as well; [^\n]*$/;
    expect(() => renamed('x', foreign).synthYaml()).toThrow(message);
    expect(() => renamed('y', foreign).synthYaml()).not.toThrow();
    expect(() => renamed('x').synthYaml()).not.toThrow();
    // What a patch does to anything else changes no name.
    const labelled = appWith(foreign, (_, { service }) =>
      service.addJsonPatch(JsonPatch.add('/metadata/labels/name', 'x')),
    );
    expect(() => labelled.synthYaml()).not.toThrow();
  });

  test('so is one with the name of another harness’s, or of what is below one', () => {
    const app = appWith(nothing, (chart, { service }) => {
      const second = new KvminiHarness(chart, 'second');
      service.addJsonPatch(rename(second.service.name));
      new ApiObject(second.configMap, 'below', other('Service', second.service.name));
    });
    expect(() => app.synthYaml()).toThrow(/one\/kvmini, and by one\/second\/service as well/);
    expect(() => app.synthYaml()).toThrow(/one\/kvmini, and by one\/second\/\S+\/below as well/);
  });

  test.each<[string, (scope: Construct) => unknown]>([
    ['another name', (scope) => own(other('Service', 'kvmini2'), scope)],
    ['another kind', (scope) => own(other('Secret', 'kvmini'), scope)],
    [
      'another API group',
      (scope) => own(other('Service', 'kvmini', 'serving.knative.dev/v1'), scope),
    ],
    ['another namespace', (scope) => own(other('Service', 'kvmini', 'v1', 'b'), scope)],
    ['a name that cdk8s gives', (scope) => own({ ...SERVICE, metadata: {} }, scope)],
    ['no name any more', patched(SERVICE, JsonPatch.move('/metadata/name', '/was'))],
    ['another name by a patch', patched(SERVICE, JsonPatch.replace('/metadata/name', 'x'))],
    [
      'a patch that has nothing to do with it',
      patched(other('Service', 'x'), JsonPatch.add('/metadata/labels', { name: 'kvmini' })),
    ],
    [
      'been removed again',
      (scope) => {
        own(SERVICE, scope);
        scope.node.tryRemoveChild('own');
      },
    ],
  ])('one that has %s is fine', (_, add) => {
    for (const app of [appWith(add, nothing), appWith(nothing, add)]) {
      expect(() => app.synthYaml()).not.toThrow();
    }
  });

  test('a patch may rename an object of the harness out of the way', () => {
    const app = appWith(nothing, (scope, { service }) => {
      own(SERVICE, scope);
      service.addJsonPatch(rename('x'));
    });
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('a harness that was removed has no objects', () => {
    const app = appWith(nothing, (scope) => {
      own(SERVICE, scope);
      scope.node.tryRemoveChild('kvmini');
    });
    expect(() => app.synthYaml()).not.toThrow();
  });

  test('all of them are named, a line each', () => {
    const app = appWith(nothing, (scope) => {
      own(SERVICE, scope);
      new ApiObject(scope, 'config', other('ConfigMap', 'kvmini-config'));
    });
    const refusal = (() => {
      try {
        app.synthYaml();
      } catch (error) {
        return (error as Error).message.split('\n');
      }
      return [];
    })();
    expect(refusal.slice(1).map((line) => line.split(' is made')[0])).toEqual([
      '  [] Service kvmini in namespace a',
      '  [] ConfigMap kvmini-config in namespace a',
    ]);
  });
});

test('a refused harness leaves the tree as it was', () => {
  const chart = new Chart(new App(), 'c');
  expect(() => new KvminiHarness(chart, 'kvmini', { values: { replicaCount: -1 } })).toThrow(
    ValuesError,
  );
  expect(chart.node.children).toEqual([]);
  expect(() => new KvminiHarness(chart, 'kvmini')).not.toThrow();
});
