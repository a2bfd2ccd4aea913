import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KvminiHarness } from '../../src';
import { coalesce, parseValuesFile, userValues, type Values } from '../../src/helm';
import { type Installation, validInstallation } from '../arbitraries/installation';
import { validValues } from '../arbitraries/values';
import { cases, seedOr } from '../support/cases';
import { copyOfCharts } from '../support/charts';
import { helm, renderWithHelm, templateByFlags } from './renderings';
import { byIdentity } from './same-objects';

const FILE = 'charts/kserve-vllm-mini/values.yaml';
const PARENT = helm ? join(copyOfCharts(helm), 'charts/kserve-vllm-mini') : '';
const parentDefaults = parseValuesFile(readFileSync(FILE, 'utf8'), FILE).values;
const release = { releaseName: 'vllm', namespace: 'ml-prod' };

type ParentInstallation = Omit<Installation, 'values'> & { readonly values: Values };

/** What the library makes of the parent's values; the parent has no objects of its own. */
function subchartObjects({ releaseName, namespace, values }: ParentInstallation): unknown[] {
  const chart = new Chart(new App(), 'chart', { namespace });
  const parentValues = coalesce(parentDefaults, values).values;
  KvminiHarness.subchart(chart, 'kvmini', { parentValues, releaseName, managedBy: 'Helm' });
  return chart.toJson();
}

async function expectSameSubchart(installation: ParentInstallation): Promise<number> {
  const ours = subchartObjects(installation);
  expect(byIdentity(ours)).toStrictEqual(byIdentity(await renderWithHelm(installation, PARENT)));
  return ours.length;
}

/** An installation of the parent: values for the harness in its section, with globals on either side. */
const parentInstallation = (): fc.Arbitrary<ParentInstallation> =>
  fc.tuple(validInstallation(), validValues(), fc.constantFrom(true, true, false)).map(
    ([{ values, ...names }, { global }, enabled]) =>
      ({
        ...names,
        values: {
          kvmini: { ...values, enabled },
          ...(global && { global: { ...withoutNull(global), other: ['of the parent'] } }),
          image: { repository: 'of the parent' },
        },
      }) as ParentInstallation,
  );

/** See the test of a global that is null. */
function withoutNull(tree: object): object {
  const members = Object.entries(tree).filter(([, member]) => member !== null);
  return Object.fromEntries(
    members.map(([key, member]) => [
      key,
      typeof member === 'object' ? withoutNull(member) : member,
    ]),
  );
}

describe.skipIf(!helm)('as a subchart', () => {
  test("the chart README's command", async () => {
    const { values } = userValues(
      { set: ['kvmini.enabled=true', 'kvmini.persistence.size=20Gi'] },
      () => '',
    );
    expect(await expectSameSubchart({ ...release, values })).toBe(7);
  });

  test('an integer of --set is the tag of the subchart, too', async () => {
    const { values } = userValues(
      { set: ['kvmini.enabled=true', 'kvmini.image.tag=20240101'] },
      () => '',
    );
    const objects = JSON.stringify(subchartObjects({ ...release, values }));
    expect(objects).toContain('"image":"kvmini/kvmini-harness:20240101"');
    const flags = ['--set', 'kvmini.enabled=true,kvmini.image.tag=20240101'];
    const theirs = await templateByFlags('vllm', PARENT, ...flags);
    expect(theirs).toContain('image: "kvmini/kvmini-harness:20240101"');
  });

  test.each<[string, Values]>([
    ["the parent's defaults", {}],
    ['enabled: false', { kvmini: { enabled: false } }],
    ['enabled: false beside other values', { kvmini: { enabled: false, replicaCount: 2 } }],
  ])('is not there: %s', async (_, values) => {
    expect(await expectSameSubchart({ ...release, values })).toBe(0);
  });

  test.each<[string, Values]>([
    ["the parent's own values for it", { kvmini: { enabled: true } }],
    ['null over what the parent sets', { kvmini: { enabled: true, podLabels: null } }],
    ['null over a map of both', { kvmini: { enabled: true, persistence: { storageClass: null } } }],
    [
      "the user's global over the parent's",
      { kvmini: { enabled: true }, global: { isvc: { name: 'other', namespace: 'ml' } } },
    ],
    [
      "the parent's global over the subchart's",
      { kvmini: { enabled: true, global: { isvc: { name: 'lost', namespace: 'kept' } } } },
    ],
    [
      'a global that only the subchart has',
      { kvmini: { enabled: true, global: { model: { storageUri: 's3://a' } } } },
    ],
    [
      'an unknown global of the parent',
      { kvmini: { enabled: true }, global: { hosts: [{ name: 'a' }], isvc: { extra: 1 } } },
    ],
  ])('%s', async (_, values) => {
    expect(await expectSameSubchart({ ...release, values })).toBe(7);
  });

  test('random values of the harness, with globals on either side', async () => {
    await fc.assert(
      fc.asyncProperty(parentInstallation(), async (installation) => {
        await expectSameSubchart(installation);
      }),
      { numRuns: cases(60), seed: seedOr(1) },
    );
  }, 300_000);

  test('a global that is null: helm bakes in the default of the parent, the library deletes it', async () => {
    const values = { kvmini: { enabled: true }, global: { isvc: { name: null } } };
    const target = (objects: unknown[]) =>
      JSON.stringify(objects).match(/"KVMINI_SERVICE","value":"([^"]*)"/)?.[1];
    expect(target(await renderWithHelm({ ...release, values }, PARENT))).toBe('demo-llm');
    expect(target(subchartObjects({ ...release, values }))).toBe('');
  });
});
