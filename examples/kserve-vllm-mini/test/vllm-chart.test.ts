import { App } from 'cdk8s';
import { getObject, tryGetObject, ValuesError } from 'cdk8s-kvmini';
import { describe, expect, test } from 'vitest';
import { ENVIRONMENTS, readValues } from '../src/values';
import { VllmChart } from '../src/vllm-chart';

function vllm(values: object): { app: App; chart: VllmChart } {
  const app = new App();
  return { app, chart: new VllmChart(app, 'vllm', { ...readValues('prod'), ...values }) };
}

test.each(ENVIRONMENTS)('the manifests of %s are those that were reviewed', async (environment) => {
  const { app } = vllm(readValues(environment));
  const file = `../manifests/${environment}/vllm.k8s.yaml`;
  await expect(app.synthYaml()).toMatchFileSnapshot(file);
});

describe('the harness', () => {
  test('measures the InferenceService beside it', () => {
    const { chart } = vllm({});
    const objects = chart.toJson();
    const { name, namespace } = getObject(objects, 'InferenceService').metadata;
    expect(chart.harness?.values.global.isvc).toEqual({ name, namespace });
    const { env } = getObject(objects, 'Deployment').spec.template.spec.containers[0];
    expect(env).toContainEqual({ name: 'KVMINI_SERVICE', value: name });
  });

  test('has the storage that the parent asks for', () => {
    const { spec } = getObject(vllm({}).chart.toJson(), 'PersistentVolumeClaim');
    expect(spec.resources.requests.storage).toBe('20Gi');
  });

  test('is off unless it is asked for', () => {
    const { chart } = vllm({ kvmini: {} });
    expect(chart.harness).toBeUndefined();
    expect(tryGetObject(chart.toJson(), 'Deployment')).toBeUndefined();
  });

  test('refuses a mistake with its path in the parent’s values', () => {
    const wrong = { kvmini: { enabled: true, persistence: { size: '20 GB' } } };
    expect(() => vllm(wrong)).toThrow(ValuesError);
    expect(() => vllm(wrong)).toThrow('kvmini.persistence.size: expected ');
  });
});
