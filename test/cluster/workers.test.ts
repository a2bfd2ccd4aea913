/** `kvmini bench --pods` against a real API server, with the rights that the manifests give; a stand-in runs the pods. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { BenchPorts } from '../../harness/src/run/bench';
import type { BenchSettings } from '../../harness/src/settings/settings';
import type { Cluster } from '../../harness/src/target/kubernetes';
import { PROGRAM } from '../../harness/test/cli/program';
import { readRun, runBench, settingsFor, startMock } from '../../harness/test/run/runs';
import { NO_WISHES } from '../../harness/test/run/workers/pods/made-pod';
import { renderValues } from '../../src/testing';
import { WORKERS_NAMESPACE } from '../../tools/cluster/applied';
import { post, send } from './api';
import { kubectl, kubectlPrints } from './cluster';
import { asAccount } from './workers/account';
import { type Fate, Kubelet } from './workers/stand-in';

const NAMESPACE = WORKERS_NAMESPACE;
const HARNESS = 'kvmini-harness-0';
const VALUES = {
  workers: { enabled: true },
  rbac: { scope: 'namespace' as const },
  networkPolicy: { enabled: true },
  podDisruptionBudget: { enabled: true, minAvailable: null, maxUnavailable: 1 },
};

const asList = (items: readonly unknown[]) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'List', items });

let cluster: Cluster;

/** An image as a node calls it that pulled it. */
const imageOf = (digit: string) => `registry.example.com/kvmini@sha256:${digit.repeat(64)}`;

/** The harness's pod as its Deployment would make it, running at this machine's address. */
async function makeHarnessPod(): Promise<void> {
  const objects = renderValues(VALUES, { namespace: NAMESPACE });
  const { template } = objects.find(({ kind }) => kind === 'Deployment')?.spec ?? {};
  const pod = { apiVersion: 'v1', kind: 'Pod', ...template };
  pod.metadata = { ...template.metadata, name: HARNESS, namespace: NAMESPACE };
  const { status, body } = await post(`/api/v1/namespaces/${NAMESPACE}/pods`, pod);
  expect(status, JSON.stringify(body)).toBe(201);
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/${HARNESS}/status`;
  const ip = '127.0.0.1';
  const container = { name: 'kvmini', image: 'x', imageID: imageOf('a'), ready: true };
  const made = await send('PATCH', path, {
    status: {
      ...{ phase: 'Running', podIP: ip, podIPs: [{ ip }] },
      containerStatuses: [{ ...container, restartCount: 0, state: { running: {} } }],
    },
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
}

beforeAll(async () => {
  await kubectlPrints(['create', 'namespace', NAMESPACE]);
  // The pods of workers pass what the harness's own passes.
  const restricted = 'pod-security.kubernetes.io/enforce=restricted';
  await kubectlPrints(['label', 'namespace', NAMESPACE, restricted]);
  const objects = renderValues(VALUES, { namespace: NAMESPACE });
  const kinds = /Account|Role|Service|Budget|Policy|ConfigMap/;
  await kubectlPrints(['apply', '-f', '-'], asList(objects.filter(({ kind }) => kinds.test(kind))));
  cluster = await asAccount(NAMESPACE);
  await makeHarnessPod();
});
afterAll(() => kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']));

/** A run over pods, whose coordinator is this process. */
async function runPods(
  changes: Partial<BenchSettings> = {},
  { kubelet = kubeletOf(), ...ports }: Partial<BenchPorts> & { kubelet?: Kubelet } = {},
) {
  const { server, url } = await startMock({ ttft: 10 });
  const lines: string[] = [];
  const load = { requests: 60, concurrency: 8, workers: 4, pods: 4, timeoutMs: 60_000 };
  const run = await runBench(settingsFor(url, { ...load, ...changes }), {
    ...{ cluster, pods: NO_WISHES, env: { HOSTNAME: HARNESS } },
    ...{ log: (line: string) => void lines.push(line), ...ports },
  });
  return { ...run, ...readRun(run.folder), lines, server };
}

function kubeletOf(fate?: Fate): Kubelet {
  const kubelet = new Kubelet(NAMESPACE, PROGRAM, fate);
  onTestFinished(() => kubelet.stop());
  return kubelet;
}

/** Does something once, at the nth row; resolves to what it gave. */
function atRow<T>(nth: number, act: () => T | Promise<T>) {
  let rows = 0;
  let done: (given: T | Promise<T>) => void = () => {};
  const given = new Promise<T>((resolve) => {
    done = resolve;
  });
  return { given, observer: { row: () => void (++rows === nth && done(act())) } };
}

/** What selects pods of the release, as the API server has it; a ServiceMonitor selects the Service. */
const SELECTORS = [
  ['service', 'spec.selector'],
  ['networkpolicy', 'spec.podSelector.matchLabels'],
  ['poddisruptionbudget', 'spec.selector.matchLabels'],
] as const;

const MANY = { requests: 100_000 };

const names = async (kind: string, ...more: string[]) =>
  (await kubectlPrints(['get', kind, '-n', NAMESPACE, '-o', 'name', ...more]))
    .split('\n')
    .filter(Boolean);

/** What is there of the workers of all runs. */
const left = async () =>
  (await Promise.all(['jobs', 'secrets', 'pods'].map((kind) => names(kind))))
    .flat()
    .filter((name) => name.includes('-workers'));

/** Waits until the garbage collector is through. */
async function nothingIsLeft(): Promise<void> {
  const late = performance.now() + 60_000;
  while ((await left()).length > 0) {
    if (performance.now() > late) throw new Error(`left: ${await left()}`);
    await sleep(200);
  }
}

test('four pods make one run, which nothing takes for the harness; nothing of them is left', async () => {
  const look = atRow(10, async () => {
    const selected = SELECTORS.map(async ([kind, path]) => {
      const get = ['get', kind, '-n', NAMESPACE, '-o', `jsonpath={.items[0].${path}}`];
      const labels: Record<string, string> = JSON.parse(await kubectlPrints(get));
      return names(
        'pods',
        '-l',
        Object.entries(labels)
          .map((each) => each.join('='))
          .join(),
      );
    });
    const readme = await names('pods', '-l', 'app.kubernetes.io/name=kvmini');
    return { pods: (await names('pods')).length, readme, selected: await Promise.all(selected) };
  });
  const run = await runPods({ requests: 160, rate: 20 }, { observers: [look.observer] });
  expect([run.results.reason, run.exitCode]).toEqual([null, 0]);
  expect(run.results.counts).toMatchObject({ attempts: 160, successes: 160, lost: 0 });
  expect(run.results.workers?.map(({ requests }) => requests)).toEqual([40, 40, 40, 40]);
  expect(new Set(run.rows.map(({ index }) => index)).size).toBe(160);
  expect(run.record.settings).toMatchObject({ pods: 4, workers: 4 });
  expect(run.lines).toEqual([
    expect.stringMatching(/^workers: pods of the Job kvmini-.*-workers in kvmini-workers$/),
  ]);
  const { pods, readme, selected } = await look.given;
  expect(pods).toBe(5);
  for (const each of [readme, ...selected]) expect(each).toEqual([`pod/${HARNESS}`]);
  await nothingIsLeft();
});

test('a pod that is killed mid-run: each index is accounted for, and nothing is left', async () => {
  const kubelet = kubeletOf();
  const kill = atRow(80, () => kubelet.processes[1]?.kill('SIGKILL'));
  const run = await runPods(MANY, { kubelet, observers: [kill.observer] });
  expect(run.exitCode).toBe(1);
  expect(run.results.reason).toMatch(
    /^worker 1 of 4 ended with exit code 137 \(pod kvmini-.*-workers-1-\w+\); \d+ requests? that it may have sent (is|are) lost: index /,
  );
  const { counts } = run.results;
  expect(run.rows).toHaveLength(counts.attempts + counts.unfinished);
  const sent = run.server.truth.take().map(({ id }) => id);
  expect(new Set(sent).size).toBe(sent.length);
  expect(sent.length).toBeLessThanOrEqual(run.rows.length + (counts.lost ?? 0));
  await nothingIsLeft();
});

test('a run that is interrupted keeps what finished: exit code 130, and nothing is left', async () => {
  const interrupt = new AbortController();
  const stop = atRow(80, () => interrupt.abort('interrupted by SIGTERM'));
  const run = await runPods(MANY, { interrupted: interrupt.signal, observers: [stop.observer] });
  expect([run.exitCode, run.results.reason]).toEqual([130, 'interrupted by SIGTERM']);
  const { attempts, unfinished, lost } = run.results.counts;
  expect([run.rows.length, lost]).toEqual([attempts + unfinished, 0]);
  await nothingIsLeft();
});

test('two runs at once each have pods of their own', async () => {
  const kubelet = kubeletOf();
  const load = { workers: 2, pods: 2, rate: 20, requests: 40 };
  const runs = await Promise.all([runPods(load, { kubelet }), runPods(load, { kubelet })]);
  for (const { results, rows } of runs) {
    expect([results.reason, rows.length]).toEqual([null, 40]);
  }
  await nothingIsLeft();
});

test('an image that can not be pulled ends the run before any load, with the reason', async () => {
  const state = { waiting: { reason: 'ErrImagePull', message: 'manifest unknown' } };
  const kubelet = kubeletOf((index) => (index === 2 ? state : 'run'));
  const run = await runPods({}, { kubelet });
  expect([run.exitCode, run.rows, run.server.truth.take()]).toEqual([1, [], []]);
  expect(run.results.reason).toMatch(
    /^worker 2 of 4 waited in vain for the container of its pod kvmini-.*-workers-2-\w+ \(ErrImagePull: manifest unknown\)$/,
  );
  await nothingIsLeft();
});

test('a pod with another image than the run ends it by name; the same image by a mirror does not', async () => {
  const kubelet = kubeletOf((index) => ({
    imageID: index === 3 ? imageOf('b') : imageOf('a').replace('registry', 'mirror'),
  }));
  const run = await runPods({ rate: 20, requests: 2_000 }, { kubelet });
  expect(run.exitCode).toBe(1);
  expect(run.results.reason).toBe(
    `worker 3 of 4 runs the image ${imageOf('b')}, this run ${imageOf('a')}`,
  );
  await nothingIsLeft();
});

/** Lets the namespace have no more than so many of something. */
async function quota(hard: Record<string, string>): Promise<void> {
  const of = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard } };
  await kubectlPrints(['apply', '-n', NAMESPACE, '-f', '-'], JSON.stringify(of));
  onTestFinished(async () => {
    await kubectlPrints(['delete', 'quota', '-n', NAMESPACE, 'q']);
  });
  const status = ['get', 'quota', 'q', '-n', NAMESPACE, '-o', 'jsonpath={.status.hard}'];
  while ((await kubectlPrints(status)) === '') await sleep(100);
}

test('pods that a quota refuses end the run before any load, with what the quota says', async () => {
  await quota({ pods: '3' });
  const run = await runPods();
  expect([run.exitCode, run.server.truth.take()]).toEqual([1, []]);
  expect(run.results.reason).toMatch(
    /^worker \d of 4 waited in vain for its pod to be made \(.*exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3\)$/,
  );
  await nothingIsLeft();
});

test('a Job that a quota refuses, and a right that is missing, are told at once', async () => {
  await quota({ 'count/jobs.batch': '0' });
  const refused = await runPods();
  expect([refused.exitCode, refused.results.reason]).toEqual([
    1,
    expect.stringMatching(/^--pods: could not make the Job of the workers: .*exceeded quota: q/),
  ]);
  const powerless = await runPods({}, { cluster: await asAccount(NAMESPACE, 'default') });
  expect(powerless.results.reason).toMatch(
    /^--pods: could not read the pod kvmini-harness-0: .* cannot get resource "pods" .*; the values workers\.enabled and rbac\.create give it this right$/,
  );
  await nothingIsLeft();
});

test('where the pod of the coordinator is removed, Job, Secret and pods go with it', async () => {
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/${HARNESS}`;
  const remove = atRow(80, () => send('DELETE', path, { gracePeriodSeconds: 0 }));
  const run = await runPods(MANY, { observers: [remove.observer] });
  expect((await remove.given).status).toBe(200);
  expect([run.exitCode, run.results.counts.lost]).toEqual([1, 0]);
  expect(run.results.reason).toMatch(
    /^worker \d of 4 (was told to end \(SIGTERM\)|is gone: its pod was deleted)$/,
  );
  await nothingIsLeft();
});
