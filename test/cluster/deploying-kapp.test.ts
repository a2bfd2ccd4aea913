import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { KvminiValuesInput } from '../../src';
import { namespacesOf } from '../../tools/cluster/day-two';
import { kappPath } from '../../tools/cluster/kapp';
import { kubectlPrints } from './cluster';
import { ground } from './day-two/ground';
import { Page } from './day-two/page';
import { Reader } from './day-two/reader';
import { ELSEWHERE, FIRST, OBJECTS, SECOND, WITHOUT_CLAIM } from './day-two/release';
import { boundClaimIn, claimIn, objectsIn, untouched } from './day-two/state';

const page = new Page('docs/deploying.md');
const way = (step: string) => page.block('kapp', step);
const [a, b] = namespacesOf('kapp');

/** Values with what the page tells to add. */
const forKapp = (values: KvminiValuesInput): KvminiValuesInput => ({
  ...values,
  ...parse(page.block('kapp', '', 'yaml kapp')),
});

const folder = ground('kapp', [a, b]);

describe.sequential('docs/deploying.md: kapp, twice under one name', () => {
  let here: Reader;
  let twin: Reader;
  let twins: readonly unknown[];
  let claim: unknown;

  beforeAll(async () => {
    const more = { tools: { kapp: kappPath() } };
    [here, twin] = [await Reader.open(folder, a, more), await Reader.open(folder, b, more)];
    await here.commit(forKapp(FIRST));
    await twin.commit(forKapp(FIRST));
  }, 600_000);

  test('install, beside a release of Helm’s with that name in another namespace', async () => {
    await here.run(page.block('Helm', 'Install'));
    await twin.run(way('Install'));
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
    await here.commit(forKapp(SECOND));
    expect(await here.run(way('Diff'))).toMatch(/Op: +0 create, 2 delete, /);
    expect(await objectsIn(a)).toEqual(OBJECTS.first(a));
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.second(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('switch to roles of the namespaces', async () => {
    await here.commit(forKapp(ELSEWHERE));
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.elsewhere(a));
  });

  test('the claim stays where it is no longer rendered', async () => {
    await here.commit(forKapp(WITHOUT_CLAIM));
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.elsewhere(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('roll back', async () => {
    await here.run(way('Roll back'));
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.elsewhere(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('uninstall leaves the results, and the release of the same name whole', async () => {
    await here.run(way('Uninstall'));
    expect(await objectsIn(a)).toEqual(OBJECTS.uninstalled());
    expect(await claimIn(a)).toEqual(claim);
    expect(await untouched(b)).toEqual(twins);
    const label = ['-l', 'kapp.k14s.io/orphaned', '-o', 'name'];
    expect(await kubectlPrints(['get', 'pvc', '-n', a, ...label])).not.toBe('');
  });

  test('an install finds the results again', async () => {
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.elsewhere(a));
    expect(await claimIn(a)).toEqual(claim);
  });
});

test('every command of the page about kapp was run', () => {
  expect(page.left('kapp')).toEqual([]);
});
