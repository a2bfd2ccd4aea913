import { App, Chart } from 'cdk8s';
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

  test('are refused in two namespaces for their cluster-wide objects only', () => {
    expect(twoCharts('a', 'b')).toThrow(
      /has 2 problems.*ClusterRole kvmini is.*ClusterRoleBinding kvmini is/s,
    );
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

test('a refused harness leaves the tree as it was', () => {
  const chart = new Chart(new App(), 'c');
  expect(() => new KvminiHarness(chart, 'kvmini', { values: { replicaCount: -1 } })).toThrow(
    ValuesError,
  );
  expect(chart.node.children).toEqual([]);
  expect(() => new KvminiHarness(chart, 'kvmini')).not.toThrow();
});
