/** `kvmini cold` against a real API server, with the rights that the manifests give; a stand-in brings the pods up. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ColdFlags } from '../../harness/src/cli/cold';
import { MockServer } from '../../harness/src/mock/server';
import type { FoundScale } from '../../harness/src/results/cold';
import { type Results, results, runRecord } from '../../harness/src/results/schema';
import type { Cluster } from '../../harness/src/target/kubernetes';
import { PROGRAM, until } from '../../harness/test/cli/program';
import { renderValues } from '../../src/testing';
import { kubectl, kubectlPrints } from './cluster';
import {
  apply,
  NAMESPACE,
  replicasOf,
  reportAddress,
  setReplicas,
  targetOf,
} from './cold/deployment';
import { StartingKubelet } from './cold/kubelet';
import { autoscalerOf, scaledByKeda } from './cold/scalers';
import { asAccount } from './workers/account';

const VALUES = {
  rbac: { scope: 'namespace' as const, minimal: true, coldStart: true },
};

const KNATIVE = { labels: { 'serving.knative.dev/revision': 'demo-knative-predictor-00001' } };
const ARGO = { annotations: { 'argocd.argoproj.io/tracking-id': 'a:apps/Deployment:b/c' } };
const TARGETS = [
  ...[targetOf('demo', 2), targetOf('demo-stop', 3), targetOf('demo-late', 1)],
  ...[targetOf('demo-fight', 1), targetOf('demo-knative', 1, KNATIVE), targetOf('demo-hpa', 2)],
  ...[targetOf('demo-keda', 1), targetOf('demo-kept', 1)],
  ...[targetOf('demo-argo', 2, ARGO), targetOf('demo-plain', 2), targetOf('demo-zero', 0)],
].flat();
const SCALERS = [
  autoscalerOf('demo-hpa'),
  ...scaledByKeda('demo-keda', 0),
  ...scaledByKeda('demo-kept', 1),
];

/** Beside the program, where the built-in profiles are. */
const COMMAND = join(dirname(PROGRAM), 'cold-command.cjs');
const server = new MockServer({ ttft: 20, gap: 1 });
let url: string;
let cluster: Cluster;
let kubelet: StartingKubelet;

beforeAll(async () => {
  await build({
    ...{ entryPoints: ['test/cluster/cold/command.ts'], outfile: COMMAND, bundle: true },
    ...{ platform: 'node', target: 'node20', format: 'cjs', logLevel: 'warning' },
  });
  await kubectlPrints(['create', 'namespace', NAMESPACE]);
  const own = renderValues(VALUES, { namespace: NAMESPACE });
  const without = { rbac: { ...VALUES.rbac, coldStart: false } };
  const plain = renderValues(without, { namespace: NAMESPACE, releaseName: 'kvmini-plain' });
  const items = [...own, ...plain].filter(({ kind }) => /Account|Role/.test(kind));
  await apply([...items, ...TARGETS, ...SCALERS]);
  cluster = await asAccount(NAMESPACE);
  url = await server.listen();
  kubelet = new StartingKubelet(NAMESPACE);
});
afterAll(async () => {
  await kubelet.stop();
  await server.close();
  await kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']);
});

/** None outlives the tests, whatever they come to. */
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts the command; it sees nothing of this process's environment but the path. */
function start(service: string, flags: Partial<ColdFlags> = {}, as = cluster) {
  const outputDir = mkdtempSync(join(tmpdir(), 'kvmini-cold-'));
  const all = { namespace: NAMESPACE, service, outputDir, rounds: '1', yes: true, ...flags };
  const child = spawn(process.execPath, [COMMAND, JSON.stringify(as), JSON.stringify(all)], {
    env: { PATH: process.env.PATH, KVMINI_HOME: dirname(PROGRAM), KVMINI_DATA: outputDir },
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].on('data', (data) => {
      said[stream] += data;
    });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  started.push(child);
  const folder = () =>
    join(outputDir, readdirSync(outputDir).find((each) => /^\d/.test(each)) ?? '');
  const json = (name: string) => JSON.parse(readFileSync(join(folder(), name), 'utf8'));
  return { child, said, ended, folder, json, outputDir };
}

/** Waits until a Deployment is to have so many replicas. */
const isScaled = (name: string, replicas: number) =>
  expect.poll(() => replicasOf(name), { interval: 100, timeout: 20_000 }).toBe(replicas);

const scaleOf = (run: ReturnType<typeof start>): FoundScale => run.json('scale.json');

test.concurrent('a Deployment is scaled to zero and back, and each start is taken apart', async () => {
  await reportAddress('demo', url);
  const run = start('demo', { rounds: '2', interval: '100ms', json: true });
  expect(await run.ended, run.said.stderr).toBe(0);
  const found: Results = results.parse(JSON.parse(run.said.stdout));
  expect(found.counts).toMatchObject({ attempts: 2, successes: 2 });
  expect(found.cold).toMatchObject({
    ...{ way: 'Deployment', deployment: `${NAMESPACE}/demo-predictor`, replicas: 2 },
  });
  for (const { pod, imageWasThere, moments, tries } of found.cold?.rounds ?? []) {
    expect(pod).toMatch(/^demo-predictor-/);
    expect([imageWasThere, tries, moments.initialized]).toEqual([false, 1, null]);
    const { created, scheduled, pulled, started, ready, firstToken } = moments;
    const inOrder = [0, created, scheduled, pulled, started, ready, firstToken].map(Number);
    expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
    // Each step of the stand-in is three tenths of a second behind the one before.
    expect(Number(ready) - Number(scheduled)).toBeGreaterThan(600);
    expect(Number(firstToken) - Number(ready)).toBeGreaterThan(15);
  }
  expect(found.cold?.parts.map(({ part, count }) => [part, count])).toEqual(
    ['created', 'scheduled', 'pulled', 'started', 'ready', 'firstToken'].map((part) => [part, 2]),
  );
  expect(await replicasOf('demo')).toBe(2);
  expect(scaleOf(run)).toMatchObject({
    deployment: 'demo-predictor',
    replicas: 2,
    state: 'restored',
  });
  expect(runRecord.parse(run.json('run.json')).settings.profile).toBe('cold');
  expect(readFileSync(join(run.folder(), 'report.html'), 'utf8')).toContain('Starts from zero');
});

test.concurrent('SIGINT at zero, and then SIGTERM: the scale is put back, and the exit code is 130', async () => {
  await reportAddress('demo-stop', url);
  const run = start('demo-stop', { interval: '1h' });
  await isScaled('demo-stop', 0);
  expect(scaleOf(run)).toMatchObject({ replicas: 3, state: 'changed' });
  run.child.kill('SIGINT');
  run.child.kill('SIGTERM');
  expect(await run.ended, run.said.stderr).toBe(130);
  expect(await replicasOf('demo-stop')).toBe(3);
  expect(run.json('results.json')).toMatchObject({
    ...{ outcome: 'interrupted', reason: expect.stringMatching(/^interrupted by SIG(INT|TERM)$/) },
  });
  expect(scaleOf(run).state).toBe('restored');
});

test.concurrent('a start that never ends fails at --timeout, and the scale is put back', async () => {
  const closed = new MockServer({ ttft: 1 });
  await reportAddress('demo-late', await closed.listen());
  const run = start('demo-late', { timeout: '4s' });
  await until(() => run.said.stderr.includes('scaling demo-late-predictor to 0'));
  await closed.close();
  expect(await run.ended, run.said.stderr).toBe(1);
  expect(run.json('results.json').reason).toMatch(
    /^the starts took longer than their --timeout of 4 s, at (the first token|.*demo-late)/,
  );
  expect(await replicasOf('demo-late')).toBe(1);
});

test.concurrent('somebody who scales it meanwhile is left to it, and named', async () => {
  await reportAddress('demo-fight', url);
  const run = start('demo-fight', { interval: '1h' });
  await isScaled('demo-fight', 0);
  await setReplicas('demo-fight', 4);
  expect(await run.ended).toBe(1);
  expect(run.json('results.json').reason).toMatch(
    /^somebody else set the Deployment demo-fight-predictor to 4 replicas while it was to have 0/,
  );
  expect([await replicasOf('demo-fight'), scaleOf(run).state]).toEqual([4, 'others']);
});

test.concurrent.each([
  ['Knative', 'demo-knative'],
  ['KEDA', 'demo-keda'],
])('%s is caught at zero, woken by the request, and never scaled', async (way, target) => {
  // As Knative's activator and KEDA's HTTP add-on do: the request is held until a pod is up.
  const woken = new MockServer({ ttft: 2_000, gap: 1 });
  await reportAddress(target, await woken.listen());
  const run = start(target, { json: true });
  await until(() => run.said.stderr.includes(`waiting until ${way} brings ${target}-predictor`));
  await setReplicas(target, 0);
  const asked = () => run.said.stderr.includes('woken by the request');
  await until(asked);
  await setReplicas(target, 1);
  expect(await run.ended, run.said.stderr).toBe(0);
  await woken.close();
  const { cold } = results.parse(JSON.parse(run.said.stdout));
  expect(cold).toMatchObject({ way, replicas: 1 });
  const { pod, tries, moments } = cold?.rounds[0] ?? {};
  expect([pod?.startsWith(`${target}-predictor-`), tries]).toEqual([true, 1]);
  expect(Number(moments?.firstToken)).toBeGreaterThan(1_900);
  expect(moments?.created).not.toBeNull();
  expect(readdirSync(run.folder())).not.toContain('scale.json');
  expect(await replicasOf(target)).toBe(1);
});

test.concurrent('what others decide on is refused, and nothing is done without --yes or in a dry run', async () => {
  const [hpa, kept, git, unsure, dry, zero, powerless] = [
    start('demo-hpa'),
    start('demo-kept'),
    start('demo-argo'),
    start('demo-plain', { yes: false }),
    start('demo-plain', { dryRun: true, json: true }),
    start('demo-zero', { dryRun: true }),
    start('demo-plain', {}, await asAccount(NAMESPACE, 'kvmini-plain')),
  ] as const;
  expect(await hpa.ended).toBe(1);
  expect(hpa.said.stderr).toContain(
    'kvmini cold: the Deployment demo-hpa-predictor: the HorizontalPodAutoscaler demo-hpa decides on its replicas, and would fight over them',
  );
  expect([await kept.ended, kept.said.stderr]).toEqual([
    1,
    expect.stringContaining(
      'the ScaledObject demo-kept keeps 1 (minReplicaCount, idleReplicaCount): it never is at zero',
    ),
  ]);
  expect([await git.ended, git.said.stderr]).toEqual([
    1,
    expect.stringContaining('Argo CD (argocd.argoproj.io/tracking-id) would put its scale back'),
  ]);
  expect([await unsure.ended, unsure.said.stderr]).toEqual([
    2,
    expect.stringContaining('add --yes to do it'),
  ]);
  expect(await dry.ended).toBe(0);
  expect(JSON.parse(dry.said.stdout)).toMatchObject({
    ...{ way: 'Deployment', deployment: 'demo-plain-predictor', replicas: 2, rounds: 1 },
  });
  expect([await zero.ended, zero.said.stdout]).toEqual([
    0,
    expect.stringContaining('would scale it to 0 and to 1, 1 time, then leave it at 0'),
  ]);
  expect([await powerless.ended, powerless.said.stderr]).toEqual([
    1,
    expect.stringMatching(/cannot list resource .*; the value rbac\.coldStart gives this right/),
  ]);
  for (const each of ['demo-hpa', 'demo-argo', 'demo-plain'])
    expect(await replicasOf(each)).toBe(2);
  for (const run of [hpa, kept, git, unsure, dry]) expect(readdirSync(run.outputDir)).toEqual([]);
});
