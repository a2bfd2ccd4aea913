import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { ApiObject, App, Chart, Yaml } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { getObject, renderValues, tryGetObject, ValuesError } from '../src';
import { harness } from './support/render';

describe('renderValues', () => {
  test('gives what the construct renders, in its order', () => {
    const values = { persistence: { size: '50Gi' } };
    expect(renderValues(values)).toEqual(Chart.of(harness(values)).toJson());
    const nightly = renderValues(values, { releaseName: 'nightly', managedBy: 'Helm' });
    const construct = harness(values, { releaseName: 'nightly', managedBy: 'Helm' });
    expect(nightly).toEqual(Chart.of(construct).toJson());
  });

  test('gives the bytes of the golden manifests as YAML', async () => {
    await expect(Yaml.stringify(...renderValues())).toMatchFileSnapshot('golden/defaults.yaml');
  });

  test('writes nothing', () => {
    const before = [readdirSync('.'), readdirSync(tmpdir()).filter((name) => /cdk8s/.test(name))];
    renderValues();
    const after = [readdirSync('.'), readdirSync(tmpdir()).filter((name) => /cdk8s/.test(name))];
    expect(after).toEqual(before);
  });

  test('can be called twice, and refuses what the construct refuses', () => {
    expect(renderValues()).toEqual(renderValues());
    expect(() => renderValues({ replicaCount: -1 })).toThrow(ValuesError);
  });
});

describe('getObject and tryGetObject', () => {
  const objects = renderValues({ monitoring: { enabled: true, dashboard: { enabled: true } } });

  test.each([getObject, tryGetObject])('%o finds the one of a kind, or by its name', (find) => {
    expect(find(objects, 'Deployment')).toBe(objects.at(-1));
    const config = find(objects, 'ConfigMap', 'kvmini-harness-config');
    expect(config?.data['bench.sh']).toContain('exec');
  });

  test('differ where there is none', () => {
    expect(tryGetObject(objects, 'Role')).toBeUndefined();
    expect(tryGetObject(objects, 'Deployment', 'x')).toBeUndefined();
    expect(() => getObject(objects, 'Deployment', 'x')).toThrow(
      /^expected one Deployment x, found none among ServiceAccount kvmini-harness, ConfigMap /,
    );
    expect(() => getObject([], 'Role')).toThrow('expected one Role, found none among no objects');
  });

  test.each([getObject, tryGetObject])('%o never picks one of several', (find) => {
    expect(() => find(objects, 'ConfigMap')).toThrow(
      'expected one ConfigMap, found ConfigMap kvmini-harness-config, ConfigMap kvmini-harness-dashboard; give a name',
    );
    expect(() => find([...objects, ...objects], 'Service', 'kvmini-harness')).toThrow(
      /they differ in group or namespace: filter first$/,
    );
  });

  test('take the objects of any chart', () => {
    const chart = new Chart(new App(), 'c');
    new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'token' } });
    expect(getObject(chart.toJson(), 'Secret').metadata.name).toBe('token');
  });
});
