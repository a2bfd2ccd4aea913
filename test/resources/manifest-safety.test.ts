import { App, Chart, Yaml } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { getObject, KvminiHarness, renderValues, ValuesError } from '../../src';
import { podSpec } from '../support/render';

function annotated(text: string): Chart {
  const chart = new Chart(new App(), 'c');
  new KvminiHarness(chart, 'kvmini', { values: { podAnnotations: { note: text } } });
  return chart;
}

/** Text that YAML readers are known to take for something else. */
const hardText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'yes',
    'no',
    'on',
    'null',
    '~',
    '0777',
    '0o17',
    '1_000',
    '1:30',
    '2024-01-01',
    '<<',
    '=',
    '.inf',
    '0x1F',
    '1e3',
    '- a',
    'a: b',
    '#x',
    '\n',
    ' lead',
    '\t',
    '|',
    '"',
    "'",
  ),
);

describe('text in values', () => {
  test('is either refused or comes back as it was, from YAML 1.1 and 1.2 readers alike', () => {
    fc.assert(
      fc.property(hardText, (text) => {
        let chart: Chart;
        try {
          chart = annotated(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ValuesError);
          return;
        }
        const yaml = Yaml.stringify(getObject(chart.toJson(), 'Deployment'));
        for (const version of ['1.1', '1.2'] as const) {
          const { template } = parse(yaml, { version }).spec;
          expect(template.metadata.annotations.note).toBe(text);
        }
      }),
      { numRuns: 300, seed: 28 },
    );
  });
});

describe('the pod', () => {
  test('passes the restricted Pod Security Standard by default', () => {
    const pod = podSpec(renderValues());
    const [container] = pod.containers;
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      runAsNonRoot: true,
    });
    expect(pod.securityContext.runAsUser).not.toBe(0);
    expect([pod.hostNetwork, pod.hostPID, pod.hostIPC]).toEqual([undefined, undefined, undefined]);
    const allowed = ['configMap', 'emptyDir', 'persistentVolumeClaim', 'projected'];
    for (const { name, ...source } of pod.volumes)
      expect(allowed).toContain(Object.keys(source)[0]);
  });
});
