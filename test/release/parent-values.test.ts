import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { KvminiHarness, type ValuesError } from '../../src';

function subchart(parentValues: object): KvminiHarness | undefined {
  const chart = new Chart(new App(), 'vllm', { namespace: 'ml-prod' });
  return KvminiHarness.subchart(chart, 'kvmini', { parentValues, releaseName: 'vllm' });
}

const isvc = { name: 'demo-llm', namespace: 'ml-prod' };

describe('as a subchart', () => {
  test.each([{}, { kvmini: {} }, { kvmini: { enabled: false } }, { global: { isvc } }])(
    'there is none with %j',
    (parentValues) => {
      expect(subchart(parentValues)).toBeUndefined();
    },
  );

  test('it has the parent’s release name, its own values and the parent’s globals', () => {
    const kvmini = subchart({
      model: 'something of the parent',
      global: {
        isvc,
        imageRegistry: 'mirror.example.com',
        imagePullSecrets: ['of-all-charts', { name: 'other' }],
        storageClass: 'for all charts',
        model: { name: 'x', storageUri: 'hf://a/b' },
      },
      kvmini: { enabled: true, persistence: { size: '20Gi' } },
    });
    expect(kvmini?.fullname).toBe('vllm-kvmini');
    expect(kvmini?.values.persistence.size).toBe('20Gi');
    expect(kvmini?.values.global).toEqual({
      isvc,
      model: { storageUri: 'hf://a/b' },
      imageRegistry: 'mirror.example.com',
      imagePullSecrets: ['of-all-charts', { name: 'other' }],
    });
    const { spec } = kvmini?.deployment.toJson().spec.template ?? {};
    expect(spec.imagePullSecrets).toEqual([{ name: 'of-all-charts' }, { name: 'other' }]);
    expect(spec.containers[0].image).toBe('mirror.example.com/kvmini/kvmini-harness:latest');
  });

  test('the parent’s globals win over its own, key by key', () => {
    const kvmini = subchart({
      global: { isvc: { namespace: 'from-parent' } },
      kvmini: { enabled: true, global: { isvc: { name: 'from-kvmini', namespace: 'lost' } } },
    });
    expect(kvmini?.values.global.isvc).toEqual({ name: 'from-kvmini', namespace: 'from-parent' });
  });

  test.each([
    [{ isvc: { nam: 'x' } }, 'kvmini.global.isvc.nam: unknown key; did you mean global.isvc.name?'],
    [{ storageClass: 'x' }, 'kvmini.global.storageClass: unknown key'],
  ])('what nothing reads of its own global is told: %j', (global, message) => {
    expect(() => subchart({ kvmini: { enabled: true, global } })).toThrow(message);
    expect(subchart({ kvmini: { enabled: false, global } })).toBeUndefined();
    expect(() => subchart({ global, kvmini: { enabled: true } })).not.toThrow();
  });

  test('null deletes a default of its own', () => {
    const kvmini = subchart({ kvmini: { enabled: true, resources: { limits: null } } });
    expect(kvmini?.values.resources.limits).toEqual({});
  });

  test('nothing of the parent’s own is looked at', () => {
    const looked = (): never => {
      throw new Error('looked at');
    };
    const foreign = (own: object) =>
      Object.defineProperty(
        Object.assign(own, { when: new Date(0), run: looked, cache: new Map(), bad: '\ud800' }),
        'computed',
        { enumerable: true, get: looked },
      );
    const parentValues = foreign({
      kvmini: { enabled: true, replicaCount: 2 },
      global: foreign({ isvc: foreign({ ...isvc }), constructor: 'x' }),
      self: {},
    });
    Object.assign(parentValues, { self: parentValues });
    const { replicaCount, global } = subchart(parentValues)?.values ?? {};
    expect(replicaCount).toBe(2);
    const others = { imageRegistry: '', imagePullSecrets: [] };
    expect(global).toEqual({ isvc, model: { storageUri: '' }, ...others });
  });

  test('they may be an object of a class', () => {
    class Parent {
      model = 'x';
      get kvmini() {
        return { enabled: true, replicaCount: 2 };
      }
    }
    expect(subchart(new Parent())?.values.replicaCount).toBe(2);
  });

  test('what is no plain JSON is named by its path, all at once', () => {
    const kvmini = {
      enabled: true,
      podAnnotations: { when: new Date(0) },
      nodeSelector: { a: Number.isNaN },
    };
    const parentValues = { kvmini, global: { isvc: { name: new Date(0) } } };
    expect(() => subchart(parentValues)).toThrow(
      [
        'kvmini as a subchart has 3 problems in its values, so nothing was rendered:',
        '  kvmini.podAnnotations.when: expected plain JSON, found an object of class Date',
        '  kvmini.nodeSelector.a: expected plain JSON, found a function',
        '  global.isvc.name: expected plain JSON, found an object of class Date',
      ].join('\n'),
    );
  });

  test('problems are named by their paths in the parent’s values', () => {
    const parentValues = {
      global: { isvc: { name: 'Not_A_Name' } },
      kvmini: { enabled: true, storageClass: 'fast', service: { port: 0 } },
    };
    const paths = (() => {
      try {
        subchart(parentValues);
      } catch (error) {
        return (error as ValuesError).issues.map(({ path }) => path);
      }
      return [];
    })();
    expect(paths).toEqual(['kvmini.service.port', 'global.isvc.name', 'kvmini.storageClass']);
  });

  test.each([{ kvmini: { enabled: 'false' } }, { kvmini: true }, { kvmini: null }])(
    '%j is an error, where Helm would install it or crash',
    (parentValues) => {
      expect(() => subchart(parentValues)).toThrow(
        expect.objectContaining({ issues: [expect.objectContaining({ code: 'wrong-type' })] }),
      );
    },
  );
});

test('it is released as the props beside the parent’s values say', () => {
  const chart = new Chart(new App(), 'c', { namespace: 'lost' });
  const kvmini = KvminiHarness.subchart(chart, 'id', {
    ...{ releaseName: 'vllm', namespace: 'ml', managedBy: 'Helm', kubeVersion: '1.33' },
    parentValues: {
      kvmini: { enabled: true, podSecurityContext: { supplementalGroupsPolicy: 'Merge' } },
    },
  });
  expect(kvmini?.fullname).toBe('vllm-kvmini');
  expect(kvmini?.service.metadata.namespace).toBe('ml');
  expect(kvmini?.labels['app.kubernetes.io/managed-by']).toBe('Helm');
  // Kubernetes has the field from 1.33 on.
  expect(kvmini?.warnings).toEqual([]);
});

test('warnings have the paths of the parent, and what was meant as well', () => {
  const kvmini = { enabled: true, replicaCount: 2, storageClass: null, globals: null };
  const global = { isvc: { nmae: null } };
  const told = subchart({ kvmini, global })?.warnings.map(({ path, message }) => [
    path,
    message.replace(/^.*; /, ''),
  ]);
  expect(told).toEqual([
    ['kvmini.replicaCount', 'use ReadWriteMany, or one pod'],
    ['kvmini.storageClass', 'did you mean kvmini.persistence.storageClass?'],
    // The parent's own global, which is every chart's.
    ['kvmini.globals', 'did you mean global?'],
  ]);
});
