import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCluster } from '../../tools/cluster/build';
import { type ControlPlane, startControlPlane } from '../../tools/cluster/control-plane';
import { kubectl, kubectlOrThrow } from '../../tools/cluster/kubectl';
import { access } from './cluster';

/** Kinds that belong to no namespace, and of which the tests make objects. */
const KINDS = 'namespaces,customresourcedefinitions,clusterroles,clusterrolebindings';

/** The command with its tests left out but one, and somebody's kubeconfig. */
function command(kubeconfig: string, ...args: string[]): ChildProcess {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  // One process, so that its code is what it ends with; no test has that name.
  const node = ['--import', 'tsx', 'tools/cluster.ts', 'access', '-t', 'no test'];
  return spawn(process.execPath, [...node, ...args], { env, detached: true });
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** Waits until a command ends; once it prints a text, it gets a signal. */
function ended(
  child: ChildProcess,
  signal?: { readonly name: NodeJS.Signals; readonly after: string },
): Promise<Ended> {
  let output = '';
  const read = (chunk: Buffer) => {
    const before = output;
    output += chunk;
    if (signal && output.includes(signal.after) && !before.includes(signal.after))
      process.kill(-(child.pid ?? 0), signal.name);
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}

const folders = () => readdirSync(tmpdir()).filter((name) => /^kvmini-(cluster|proxy)-/.test(name));

describe('npm run test:cluster -- --context NAME', () => {
  let other: ControlPlane;
  beforeAll(async () => {
    other = await startControlPlane(buildCluster());
  });
  afterAll(() => other.stop());

  const clusterWide = async () => {
    const text = await kubectlOrThrow(other.access, ['get', KINDS, '-o', 'name']);
    return text.trim().split('\n').sort();
  };

  test('leaves a cluster as it was', async () => {
    const before = await clusterWide();
    const { code, output } = await ended(
      command(other.access.kubeconfig, '--context', 'kvmini-test'),
    );
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain('  namespace/benchmark\n');
    expect(output).toContain('  customresourcedefinition/servicemonitors.monitoring.coreos.com\n');
    expect(output).toContain('  clusterrolebinding/kvmini-harness.benchmark\n');
    expect(await clusterWide()).toEqual(before);
  });

  test('leaves it as it was on SIGINT', async () => {
    const before = await clusterWide();
    const child = command(other.access.kubeconfig, '--context', 'kvmini-test');
    const { code, output } = await ended(child, { name: 'SIGINT', after: 'RUN' });
    expect({ code, output }).toMatchObject({ code: 130 });
    expect(await clusterWide()).toEqual(before);
  });

  test('refuses a cluster that has an object of such a name, and touches nothing', async () => {
    await kubectlOrThrow(other.access, ['create', 'namespace', 'ml-prod']);
    const before = await clusterWide();
    const { code, output } = await ended(
      command(other.access.kubeconfig, '--context', 'kvmini-test'),
    );
    expect(code).toBe(1);
    expect(output).toContain(
      'the tests would overwrite what is in the cluster "kvmini-test" already: namespace/ml-prod',
    );
    expect(await clusterWide()).toEqual(before);
    await kubectlOrThrow(other.access, ['delete', 'namespace', 'ml-prod']);
  });

  test('says which contexts there are not', async () => {
    const { code, output } = await ended(
      command(other.access.kubeconfig, '--context', 'production'),
    );
    expect(code).toBe(1);
    expect(output).toMatch(/context was not found for specified context: production/);
  });

  test('takes nothing from the current context without being asked', async () => {
    const before = folders();
    const { code, output } = await ended(command(other.access.kubeconfig), {
      name: 'SIGTERM',
      after: 'RUN',
    });
    expect({ code, output }).toMatchObject({ code: 143 });
    expect(await kubectl(other.access, ['get', 'namespace', 'benchmark'])).toMatchObject({
      status: 1,
    });
    expect(folders()).toEqual(before);
  });

  test.each([['--context'], ['--sets', 'many'], ['--sets', '0']])(
    'refuses %s %s',
    async (...args) => {
      const { code, output } = await ended(command(other.access.kubeconfig, ...args));
      expect(code).toBe(1);
      expect(output).toMatch(/^test:cluster: expected --\w+ with a (value|number)/m);
    },
  );
});

test('the tests have a cluster that was named', () => {
  expect(access.context).not.toBe('');
});
