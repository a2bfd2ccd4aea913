import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Yaml } from 'cdk8s';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  getObject,
  KvminiHarness,
  type RenderedObject,
  renderValues,
  ValuesError,
} from '../../src';
import { kubectlPath } from '../../tools/helm/kubectl-path';
import { readByKubectl } from '../support/kubectl';
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

/** Text of blanks, line breaks and what means something to YAML; and text that looks like a number. */
const blankText = fc.string({
  unit: fc.constantFrom(...'\t\t  \n\n\r#:-"\'a|'),
  minLength: 1,
  maxLength: 8,
});
const numberText = fc.string({
  unit: fc.constantFrom(...'0011278._-+eExXoObBfF'),
  minLength: 1,
  maxLength: 6,
});

/** A Deployment with the text as an annotation and a ConfigMap with it in a profile, or `undefined` where it is refused. */
function rendered(text: string): RenderedObject[] | undefined {
  const values = {
    podAnnotations: { note: text },
    benchmark: { profiles: { p: { description: text } } },
  };
  try {
    const objects = renderValues(values);
    return [getObject(objects, 'Deployment'), getObject(objects, 'ConfigMap')];
  } catch (error) {
    expect(error).toBeInstanceOf(ValuesError);
    return undefined;
  }
}

/** The text as it stands in what {@link rendered} gave, twice. */
function textsIn([deployment, configMap]: readonly RenderedObject[]): unknown[] {
  const { description } = parse(configMap?.data['profile-p.yaml']);
  return [deployment?.spec.template.metadata.annotations.note, description];
}

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

  test('that is a name may look like a number', () => {
    const options = { releaseName: '0o17', namespace: '0o7', managedBy: '0XA' };
    const values = { fullnameOverride: 'bench', nameOverride: '0B1-' };
    const yaml = Yaml.stringify(getObject(renderValues(values, options), 'Service'));
    const names = yaml.match(/(?<=: )"?0\w+"?$/gm);
    expect(names).toEqual(['"0o17"', '"0XA"', '"0B1"', '"0o7"', '"0o17"', '"0B1"']);
  });

  test('leaves objects as they were to who looks at them', () => {
    const [object] = renderValues({ podAnnotations: { note: '0o17' } }).slice(-1);
    expect(object).toEqual(JSON.parse(JSON.stringify(object)));
    expect(Object.keys(object ?? {})).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
  });
});

describe.skipIf(!kubectlPath())('text in values, as the real kubectl reads it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-text-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const texts = [blankText, numberText, hardText].flatMap((kind) =>
    fc.sample(kind, { numRuns: 150, seed: 12 }),
  );
  const tried = texts.map((text) => ({ text, objects: rendered(text) }));

  /** What kubectl reads in objects that cdk8s writes. */
  function read(objects: readonly object[]): Promise<readonly RenderedObject[]> {
    const file = join(folder, 'objects.yaml');
    writeFileSync(file, Yaml.stringify(...objects));
    return readByKubectl(file);
  }

  test('comes back as it was, where it is taken', async () => {
    const taken = tried.filter(({ objects }) => objects !== undefined);
    const back = await read(taken.flatMap(({ objects = [] }) => objects));
    const pairs = taken.map((_, index) => back.slice(2 * index, 2 * index + 2));
    expect(pairs.map(textsIn)).toEqual(taken.map(({ text }) => [text, text]));
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
