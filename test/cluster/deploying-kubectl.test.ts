import { beforeAll, describe, expect, test } from 'vitest';
import { namespacesOf } from '../../tools/cluster/day-two';
import { kubectl, kubectlPrints } from './cluster';
import { ground, twice } from './day-two/ground';
import { Page } from './day-two/page';
import { Reader } from './day-two/reader';
import { ELSEWHERE, FIRST, OBJECTS, SECOND, THIRD } from './day-two/release';
import { boundClaimIn, claimIn, objectsIn, untouched } from './day-two/state';

const page = new Page('docs/deploying.md');
const way = (step: string, language?: string) => page.block('kubectl', step, language);
const [a, b] = namespacesOf('kubectl');
const [elsewhere] = namespacesOf('sets');

const folder = ground('kubectl', [a, b, elsewhere]);

describe.sequential('docs/deploying.md: kubectl, twice under one name', () => {
  let here: Reader;
  let twin: Reader;
  let twins: readonly unknown[];
  let claim: unknown;

  beforeAll(async () => {
    [here, twin] = await twice(folder, [a, b]);
  });

  test('install, beside a release of Helm’s with that name in another namespace', async () => {
    await here.run(page.block('Helm', 'Install'));
    await twin.run(way('Install'));
    await twin.run(way('Wait'));
    expect(await objectsIn(a)).toEqual(OBJECTS.first(a));
    expect(await objectsIn(b)).toEqual(OBJECTS.first(b));
    claim = await boundClaimIn(a);
    await boundClaimIn(b);
    twins = await untouched(b);
  });

  test('take over from Helm', async () => {
    await here.run(way('Upgrade'));
    await here.run(way('Take over from Helm'));
    expect(await here.run('helm list -n benchmark --short')).toBe('');
    expect(await objectsIn(a)).toEqual(OBJECTS.first(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('upgrade that removes objects, which the diff shows before', async () => {
    await here.commit(SECOND);
    const diff = await here.run(way('Diff'));
    expect(diff).toContain(
      'networkpolicy.networking.k8s.io/kvmini-harness pruned (server dry run)',
    );
    expect(diff).toContain('poddisruptionbudget.policy/kvmini-harness pruned (server dry run)');
    expect(diff.match(/pruned/g)).toHaveLength(2);
    expect(await objectsIn(a)).toEqual(OBJECTS.first(a));
    await here.run(way('Upgrade'));
    await here.run(way('Wait'));
    expect(await objectsIn(a)).toEqual(OBJECTS.second(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('switch to roles of the namespace', async () => {
    await here.commit(THIRD);
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.third());
    expect(await claimIn(a)).toEqual(claim);
  });

  test('roll back', async () => {
    await here.run(way('Roll back'));
    await here.run(way('Upgrade'));
    await here.run(way('Wait'));
    expect(await objectsIn(a)).toEqual(OBJECTS.second(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('an empty set is refused, and nothing is removed', async () => {
    const args = ['apply', '--prune', '--applyset=kvmini-harness', '-n', a, '-f', '-'];
    expect(await kubectl(args)).toMatchObject({ status: 1 });
    expect(await objectsIn(a)).toEqual(OBJECTS.second(a));
  });

  test('uninstall leaves the results, and the release of the same name whole', async () => {
    await here.run(way('Uninstall'));
    expect(await objectsIn(a)).toEqual(OBJECTS.uninstalled());
    expect(await claimIn(a)).toEqual(claim);
    expect(await untouched(b)).toEqual(twins);
    expect(await kubectlPrints(['get', 'secret', '-n', a, '-o', 'name'])).toBe('');
  });

  test('an install finds the results again', async () => {
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.second(a));
    expect(await claimIn(a)).toEqual(claim);
    await here.run(way('Uninstall'));
  });

  test('uninstall what never went through a set', async () => {
    const twinsClaim = await claimIn(b);
    await twin.run(way('Uninstall', 'sh without-set'));
    expect(await objectsIn(b)).toEqual(OBJECTS.uninstalled());
    expect(await claimIn(b)).toEqual(twinsClaim);
  });

  test('the results go when somebody says so, and the volume stays where it is told to', async () => {
    await here.run(page.block('The results', '', 'sh retain'));
    await here.run(page.block('The results', '', 'sh results'));
    expect(await objectsIn(a)).toEqual([]);
    const { volume } = claim as { volume: string };
    const policy = 'jsonpath={.spec.persistentVolumeReclaimPolicy}';
    expect(await kubectlPrints(['get', 'pv', volume, '-o', policy])).toBe('Retain');
  });

  test('kustomize applies the manifests, and what a kustomization changes', async () => {
    await twin.run(way('Kustomize', 'sh kustomize'));
    expect(await objectsIn(b)).toEqual(OBJECTS.first(b));
    const image = 'jsonpath={.spec.template.spec.containers[0].image}';
    const deployment = ['get', 'deployment', 'kvmini-harness', '-n', b, '-o', image];
    expect(await kubectlPrints(deployment)).toBe('kvmini/kvmini-harness:1.0.0');
  });

  test('server-side apply installs, and removes what is gone', async () => {
    await here.commit(SECOND);
    await here.run(way('Server-side apply', 'sh server-side'));
    expect(await objectsIn(a)).toEqual(OBJECTS.second(a));
    await here.commit(THIRD);
    await here.run(way('Server-side apply', 'sh server-side'));
    expect(await objectsIn(a)).toEqual(OBJECTS.third());
  });

  test('another name keeps the results', async () => {
    const before = await boundClaimIn(a);
    await here.run(way('Uninstall'));
    await here.run(page.block('The results', 'Another name', 'sh rename'));
    const claims = ['get', 'pvc', '-n', a, '-o', 'name'];
    expect(await kubectlPrints(claims)).toBe('persistentvolumeclaim/kvmini-harness-data\n');
    expect(await claimIn(a)).toEqual(before);
    const volumes = 'jsonpath={.spec.template.spec.volumes[*].persistentVolumeClaim.claimName}';
    const deployment = ['get', 'deployment', 'nightly-kvmini', '-n', a, '-o', volumes];
    expect(await kubectlPrints(deployment)).toBe('kvmini-harness-data');
  });
});

describe.sequential('docs/deploying.md: kubectl, with objects in another namespace', () => {
  let here: Reader;
  beforeAll(async () => {
    here = await Reader.open(folder, elsewhere);
  });

  test('a plain install becomes a set by one more run', async () => {
    await here.commit(FIRST);
    await here.run(way('Install'));
    await here.run(way('Upgrade'));
    await here.commit(SECOND);
    await here.run(way('Upgrade'));
    expect(await objectsIn(elsewhere)).toEqual(OBJECTS.second(elsewhere));
  });

  test('one set takes objects of one namespace, as the page says', async () => {
    await here.commit(ELSEWHERE);
    await expect(here.run(way('Upgrade'))).rejects.toThrow(
      'the namespace from the provided object "ml-prod" does not match the namespace',
    );
  });

  test('a set for each namespace', async () => {
    await here.run(way('Objects in other namespaces', 'sh elsewhere'));
    expect(await objectsIn(elsewhere)).toEqual(OBJECTS.elsewhere(elsewhere));
  });

  test('the other set is uninstalled on its own', async () => {
    await here.commit(SECOND);
    await here.run(way('Upgrade'));
    const [uninstall] = way('Uninstall').split('\nuninstall ');
    await here.run(`${uninstall}\n${way('Objects in other namespaces', 'sh elsewhere-uninstall')}`);
    expect(await objectsIn(elsewhere)).toEqual(OBJECTS.second(elsewhere));
  });
});

test('every command of the page about kubectl was run', () => {
  expect(page.left('kubectl', 'The results')).toEqual([]);
});
