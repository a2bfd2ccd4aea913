import { beforeAll, describe, expect, test } from 'vitest';
import { namespacesOf } from '../../tools/cluster/day-two';
import { ground, twice } from './day-two/ground';
import { Page } from './day-two/page';
import type { Reader } from './day-two/reader';
import { ELSEWHERE, OBJECTS, SECOND, WITHOUT_CLAIM } from './day-two/release';
import { boundClaimIn, claimIn, objectsIn, untouched } from './day-two/state';

const page = new Page('docs/deploying.md');
const way = (step: string, language?: string) => page.block('Helm', step, language);
const [a, b] = namespacesOf('helm');

const folder = ground('helm', [a, b]);

describe.sequential('docs/deploying.md: Helm, twice under one name', () => {
  let here: Reader;
  let twin: Reader;
  let twins: readonly unknown[];
  let claim: unknown;

  beforeAll(async () => {
    [here, twin] = await twice(folder, [a, b]);
  });

  test('install, and take over what kubectl made under that name elsewhere', async () => {
    await twin.run(way('Install'));
    await here.run(page.block('kubectl', 'Install'));
    await here.run(page.block('kubectl', 'Wait'));
    claim = await boundClaimIn(a);
    await boundClaimIn(b);
    twins = await untouched(b);
    await here.run(way('Take over from kubectl'));
    expect(await objectsIn(a)).toEqual(OBJECTS.first(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('upgrade that removes objects', async () => {
    await here.commit(SECOND);
    await here.run(way('Diff'));
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.second(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('switch to roles of the namespaces', async () => {
    await here.commit(ELSEWHERE);
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.elsewhere(a));
  });

  test('roll back', async () => {
    await here.run(way('Roll back'));
    expect(await objectsIn(a)).toEqual(OBJECTS.second(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('the claim stays where it is no longer rendered', async () => {
    await here.commit(WITHOUT_CLAIM);
    await here.run(way('Upgrade'));
    expect(await objectsIn(a)).toEqual(OBJECTS.elsewhere(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('the release takes the claim back by an upgrade, where a roll back is refused', async () => {
    await expect(here.run(way('Roll back'))).rejects.toThrow(
      'original object PersistentVolumeClaim with the name "kvmini-harness-data" not found',
    );
    await here.run(way('Roll back', 'sh claim'));
    expect(await objectsIn(a)).toEqual(OBJECTS.elsewhere(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('uninstall leaves the results, and the release of the same name whole', async () => {
    expect(await here.run(way('Uninstall'))).toContain(
      '[PersistentVolumeClaim] kvmini-harness-data',
    );
    expect(await objectsIn(a)).toEqual(OBJECTS.uninstalled());
    expect(await claimIn(a)).toEqual(claim);
    expect(await untouched(b)).toEqual(twins);
  });

  test('an install finds the results again', async () => {
    await here.run(way('Install'));
    expect(await objectsIn(a)).toEqual(OBJECTS.elsewhere(a));
    expect(await claimIn(a)).toEqual(claim);
  });

  test('without retain, the results go with the release', async () => {
    await twin.commit({ ...SECOND, persistence: { size: '1Gi', retain: false } });
    await twin.run(way('Upgrade'));
    await twin.run(way('Uninstall'));
    expect(await objectsIn(b)).toEqual([]);
  });

  test('an install takes the claim that another way has left', async () => {
    await twin.commit(SECOND);
    await twin.run(
      'npx cdk8s-kvmini template kvmini-harness -n benchmark -f values.yaml --only claim | kubectl apply -f -',
    );
    const left = await boundClaimIn(b);
    await expect(twin.run(`${way('Install').trimEnd()} --take-ownership`)).rejects.toThrow(
      'conflict with "kubectl-client-side-apply"',
    );
    await twin.run('helm uninstall kvmini-harness -n benchmark');
    await twin.run(way('Install', 'sh kept'));
    expect(await objectsIn(b)).toEqual(OBJECTS.second(b));
    expect(await claimIn(b)).toEqual(left);
  });
});

test('every command of the page about Helm was run', () => {
  expect(page.left('Helm')).toEqual([]);
});
