import { App, Chart } from 'cdk8s';
import { beforeAll, describe, expect, test } from 'vitest';
import { KvminiHarness } from '../../src';
import { namespacesOf } from '../../tools/cluster/day-two';
import { kubectl, kubectlPrints } from './cluster';
import { ground } from './day-two/ground';
import { Page } from './day-two/page';
import { Reader } from './day-two/reader';
import { OBJECTS, SCHEDULER, SECOND } from './day-two/release';
import { annotationsIn, boundClaimIn, claimIn, identitiesIn, objectsIn } from './day-two/state';
import { UPSTREAM_CHART } from './day-two/upstream-chart';

const page = new Page('docs/migrating-from-helm.md');
const deploying = new Page('docs/deploying.md');
const COMPARE = '2. Render and compare';
const ADOPT = '3. Adopt';
const OURS = 'meta.helm.sh/release-name';

const [a, b] = namespacesOf('migrating');
const [parents] = namespacesOf('subchart');
const [upstream] = namespacesOf('upstream');
const VALUES = { ...SECOND, global: { isvc: { name: 'demo-llm' } } };

const folder = ground('migrating', [a, b, parents, upstream]);

const changedLines = (diff: string) =>
  diff
    .split('\n')
    .filter((line) => /^[-+](?![-+])/.test(line))
    .map((line) => line.replace(/[0-9a-f]{64}/, '…'));

describe.sequential('docs/migrating-from-helm.md: a release of Helm 4', () => {
  let here: Reader;
  let before: readonly unknown[];
  let claim: unknown;

  beforeAll(async () => {
    here = await Reader.open(folder, a);
    await here.commit(VALUES);
    await here.run(deploying.block('Helm', 'Install'));
    claim = await boundClaimIn(a);
    before = await identitiesIn(a);
  });

  test('1, 2: the diff is the one on the page', async () => {
    await here.run(page.block('1. Take stock'));
    const shown = page.block(COMPARE, '', 'diff').replaceAll('benchmark', a);
    expect(changedLines(await here.run(page.block(COMPARE)))).toEqual(changedLines(shown));
  });

  test('2: an app that reads the same file renders the same', () => {
    const chart = new Chart(new App(), 'c', { namespace: a });
    const code = page.block(COMPARE, '', 'ts files');
    const absolute = code.replace("'values.yaml'", JSON.stringify(here.path('values.yaml')));
    new Function('KvminiHarness', 'chart', absolute)(KvminiHarness, chart);
    expect(App.of(chart).synthYaml()).toBe(here.read('after.yaml'));
  });

  test('3: the objects are the same ones, with the same names and selectors', async () => {
    expect(await here.run(page.block(ADOPT))).toContain('last-applied-configuration');
    expect(await here.run(page.block(COMPARE))).toBe('');
    expect(await identitiesIn(a)).toEqual(before);
    expect(await claimIn(a)).toEqual(claim);
  });

  test('the way back leads to what Helm rendered, and on with Helm', async () => {
    const [back = '', upgrade = ''] = page.block('Roll back').split('\nhelm ');
    await here.run(back);
    expect(await here.run('kubectl diff -f before.yaml')).toBe('');
    await here.run(`helm ${upgrade}`);
    expect(await annotationsIn(a)).toMatchObject({ [OURS]: 'kvmini-harness' });
    // A change of a field that kubectl had: no conflict.
    await here.run(
      'helm upgrade kvmini-harness charts/kvmini -n benchmark -f values.yaml --set image.tag=other',
    );
    expect(await identitiesIn(a)).toEqual(before);
    expect(await claimIn(a)).toEqual(claim);
  });

  test('4: Helm’s label, annotations and history can be dropped', async () => {
    await here.run(page.block(COMPARE));
    await here.run(page.block(ADOPT));
    await here.run(page.block('4. Keep or drop what Helm left'));
    expect(Object.keys(await annotationsIn(a)).join()).not.toContain('meta.helm.sh');
    expect(await here.run('helm list -n benchmark --short')).toBe('');
    const labels = 'jsonpath={.items[*].metadata.labels.app\\.kubernetes\\.io/managed-by}';
    const kinds = 'deployment,service,configmap,serviceaccount,pvc';
    const all = ['-l', 'app.kubernetes.io/name=kvmini', '-n', a, '-o', labels];
    expect(new Set((await kubectlPrints(['get', kinds, ...all])).split(' '))).toEqual(
      new Set(['cdk8s']),
    );
    expect(await identitiesIn(a)).toEqual(before);
    expect(await claimIn(a)).toEqual(claim);
  });
});

describe.sequential('docs/migrating-from-helm.md: a release of Helm 3', () => {
  let here: Reader;
  let before: readonly unknown[];

  beforeAll(async () => {
    here = await Reader.open(folder, b);
    await here.commit(VALUES);
    // Helm 3 does not apply on the server.
    await here.run(`${deploying.block('Helm', 'Install').trim()} --server-side=false`);
    before = await identitiesIn(b);
  });

  const onServer = () => page.block(ADOPT, 'With server-side apply');

  test('what Helm 3 set stays, under any name', async () => {
    await here.run(page.block('1. Take stock'));
    await here.run(page.block(COMPARE));
    const dry = `${onServer().trim()} --dry-run=server -o yaml`;
    expect(await here.run(dry)).toContain(OURS);
  });

  test('once Helm 4 has applied on the server, its annotations go at once', async () => {
    await here.run(page.block(ADOPT, 'With server-side apply', 'sh helm-3'));
    expect(await annotationsIn(b)).toMatchObject({ [OURS]: 'kvmini-harness' });
    await here.run(page.block('1. Take stock'));
    await here.run(page.block(COMPARE));
    await here.run(onServer());
    expect(await annotationsIn(b)).not.toHaveProperty([OURS]);
    expect(await here.run(page.block(COMPARE))).toBe('');
    expect(await identitiesIn(b)).toEqual(before);
  });

  test('the older names of roles can be deleted, and nothing else is', async () => {
    const account = `--serviceaccount=${b}:kvmini-harness`;
    for (const args of [
      ['clusterrole', 'kvmini-harness', '--verb=get', '--resource=pods'],
      ['clusterrolebinding', 'kvmini-harness', '--clusterrole=kvmini-harness', account],
      ['role', 'kvmini-harness', '--verb=get', '--resource=pods', '-n', 'ml-prod'],
      ['rolebinding', 'kvmini-harness', '--role=kvmini-harness', account, '-n', 'ml-prod'],
    ])
      await kubectlPrints(['create', ...args]);
    const printed = await here.run(page.block(ADOPT, 'Older names of roles'));
    expect(printed.split('\n')[0]).toBe(b);
    await here.run(page.block(ADOPT, 'Older names of roles', 'sh target'));
    for (const kind of ['clusterrole', 'clusterrolebinding', 'role', 'rolebinding'])
      expect(await kubectl(['get', kind, 'kvmini-harness', '-n', 'ml-prod'])).toMatchObject({
        status: 1,
        stderr: expect.stringContaining('NotFound'),
      });
    expect(await identitiesIn(b)).toEqual(before);
  });
});

describe.sequential('docs/migrating-from-helm.md: as a subchart', () => {
  let here: Reader;
  let before: readonly unknown[];
  let claim: unknown;
  const NAME = 'vllm-kvmini-data';

  beforeAll(async () => {
    here = await Reader.open(folder, parents, { page: 'ml-prod' });
    await here.run('helm dependency build charts/kserve-vllm-mini');
    const kvmini = { ...SECOND, enabled: true, rbac: { scope: 'namespace' } };
    // Another namespace, so that a Role stands outside of the release's.
    here.write({
      'parent.yaml': JSON.stringify({ kvmini, global: { isvc: { namespace: 'ml-dev' } } }),
    });
    const install = 'helm install vllm charts/kserve-vllm-mini -n ml-prod --create-namespace';
    await here.run(`${install} -f parent.yaml`);
    claim = await boundClaimIn(parents, NAME);
    before = await identitiesIn(parents);
    expect(await objectsIn(parents)).toContain(`Role ml-dev/vllm-kvmini.${parents}`);
  });

  test('every object of the harness is kept when the parent lets go of it', async () => {
    await here.run(page.block('As a subchart'));
    expect(await here.run('helm get manifest vllm -n ml-prod')).not.toContain('kvmini');
    expect(await identitiesIn(parents)).toEqual(before);
    expect(await claimIn(parents, NAME)).toEqual(claim);
    expect(await annotationsIn(parents)).not.toHaveProperty(['helm.sh/resource-policy']);
  });

  test('it is rendered from the parent’s values, and the claim is kept again', async () => {
    await here.run(page.block('As a subchart', '', 'sh render'));
    expect(await identitiesIn(parents)).toEqual(before);
    expect(await claimIn(parents, NAME)).toEqual(claim);
    expect(await annotationsIn(parents)).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
  });
});

describe.sequential('docs/migrating-from-helm.md: from upstream’s chart', () => {
  let here: Reader;
  let claim: unknown;

  beforeAll(async () => {
    here = await Reader.open(folder, upstream);
    here.write(UPSTREAM_CHART);
    await here.run('helm install kvmini-harness upstream -n benchmark --create-namespace');
    claim = await boundClaimIn(upstream);
    await here.commit({ schedulerName: SCHEDULER });
  });

  test('a smaller claim is refused', async () => {
    await here.run(page.block(COMPARE));
    await expect(here.run('kubectl apply --dry-run=server -f after.yaml')).rejects.toThrow(
      /PersistentVolumeClaim "kvmini-harness-data" is invalid: .*can not be less than/s,
    );
  });

  test('with its size all is taken over, and what upstream called otherwise can go', async () => {
    await here.commit({ schedulerName: SCHEDULER, persistence: { size: '20Gi' } });
    await here.run(page.block(COMPARE));
    await here.run(page.block(ADOPT));
    await here.run(page.block(ADOPT, 'Older names of roles'));
    await here.run(page.block("From upstream's chart"));
    expect(await objectsIn(upstream)).toEqual(OBJECTS.second(upstream));
    expect(await claimIn(upstream)).toEqual(claim);
  });
});

test('every command of the page was run', () => {
  expect(page.left()).toEqual([]);
});
