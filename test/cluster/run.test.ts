/** A `KvminiRun` against a real API server: what it takes, and a CronJob that is fired, whose pods a stand-in runs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { App, Chart } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { PROGRAM } from '../../harness/test/cli/program';
import { readRun, runBench, settingsFor, startMock } from '../../harness/test/run/runs';
import { NO_WISHES } from '../../harness/test/run/workers/pods/made-pod';
import { KvminiHarness, KvminiRun, type KvminiRunProps } from '../../src';
import { cronProblem } from '../../src/values/kubernetes/cron';
import { isTimeZone } from '../../src/values/kubernetes/time-zone';
import { RUN_NAMESPACE } from '../../tools/cluster/applied';
import { send, tryCreate } from './api';
import { kubectl, kubectlPrints } from './cluster';
import { asAccount } from './workers/account';
import { Kubelet } from './workers/stand-in';

const NAMESPACE = RUN_NAMESPACE;

/** A harness, and a run beside it. */
function made(id: string, props: Omit<KvminiRunProps, 'release'>) {
  const chart = new Chart(new App(), 'c', { namespace: NAMESPACE });
  const release = new KvminiHarness(chart, 'kvmini-harness', {
    values: {
      workers: { enabled: true },
      rbac: { scope: 'namespace' },
      networkPolicy: { enabled: true },
      podDisruptionBudget: { enabled: true, minAvailable: null, maxUnavailable: 1 },
    },
  });
  const run = new KvminiRun(chart, id, { release, target: { url: 'http://demo' }, ...props });
  return {
    all: chart.toJson(),
    run: run.node.children.map((child) => (child as never as { toJson(): never }).toJson()),
  };
}

const YEARLY = '0 0 1 1 *';
const apply = (objects: readonly unknown[]) =>
  kubectlPrints(
    ['apply', '--validate=strict', '-f', '-'],
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  );

let drained: Promise<string>;

beforeAll(async () => {
  await kubectlPrints(['create', 'namespace', NAMESPACE]);
  const restricted = 'pod-security.kubernetes.io/enforce=restricted';
  await kubectlPrints(['label', 'namespace', NAMESPACE, restricted]);
  const { all } = made('nightly', { schedule: YEARLY, pods: 2, baseline: 'latest-good' });
  await apply(all.filter(({ kind }) => !/Deployment|Claim/.test(kind)));
  // The controller waits ten seconds before it makes another pod: meanwhile the other tests go on.
  drained = drain();
});
afterAll(() => kubectl(['delete', 'namespace', NAMESPACE, '--wait=false']));

const SCHEDULES = [
  ...['0 3 * * *', '59 23 31 12 6', '60 0 * * *', '0 24 * * *', '0 0 0 * *', '0 0 32 * *'],
  ...[
    '0 0 * 0 *',
    '0 0 * 13 *',
    '0 0 * * 7',
    '0 0 * jan-MAR Sun',
    '0 0 * * sat-sun',
    '0 0 jan * *',
  ],
  ...[
    '*/15 * * * *',
    '*/0 * * * *',
    '5/15 * * * *',
    '10-5 * * * *',
    '1-2-3 * * * *',
    '1/2/3 * * * *',
  ],
  ...['1,2,,3 * * * *', ', * * * *', '? ? ? ? ?', '*-5 * * * *', '+5 * * * *', '-5 * * * *'],
  ...['0x1 * * * *', '1.5 * * * *', '* * * *', '* * * * * *', '', '   ', ' 0  3\t* * * ', '@daily'],
  ...[
    '@Daily',
    '@midnight',
    '@reboot',
    '@every 1h30m',
    '@every 1x',
    '@every',
    '@every -1h',
    '@every 0',
  ],
  ...[
    '@every .5h',
    '@every 1',
    '@daily ',
    'TZ=UTC 0 3 * * *',
    'CRON_TZ=UTC 0 3 * * *',
    '* * * * *TZ',
  ],
  ...['0 0 30 2 *', '*/100 * * * *', '0-59/59 * * * *', '007 * * * *', 'a * * * *', '* * * * mon-'],
];

const ZONES = [
  ...['Europe/Berlin', 'Etc/UTC', 'UTC', 'Asia/Kolkata', 'Asia/Calcutta', 'US/Pacific', 'EST5EDT'],
  ...['America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'America/Port-au-Prince', 'GMT', 'Zulu'],
  ...[
    'europe/berlin',
    'EUROPE/BERLIN',
    'Local',
    'local',
    '+01:00',
    'Mars/Base',
    'Europe/',
    '',
    ' UTC',
  ],
  ...['CET', 'utc', 'Europe/Kyiv', 'Europe/Kiev', 'Pacific/Auckland '],
];

describe('the API server is of one mind', () => {
  /** Whether it would take a CronJob with something else in its spec. */
  async function takes(changes: object): Promise<boolean> {
    const [cronJob] = made('asked', { schedule: YEARLY }).run.filter(
      ({ kind }) => kind === 'CronJob',
    );
    const { spec, ...rest } = cronJob as never as { spec: object };
    const { status } = await tryCreate({ ...rest, spec: { ...spec, ...changes } } as never);
    expect([201, 422]).toContain(status);
    return status === 201;
  }

  test('about schedules', async () => {
    const asked = SCHEDULES.map(async (schedule) => [schedule, await takes({ schedule })]);
    expect(await Promise.all(asked)).toEqual(
      SCHEDULES.map((schedule) => [schedule, cronProblem(schedule) === undefined]),
    );
  });

  test('about time zones', async () => {
    const asked = ZONES.map(async (timeZone) => [timeZone, await takes({ timeZone })]);
    expect(await Promise.all(asked)).toEqual(ZONES.map((zone) => [zone, isTimeZone(zone)]));
  });

  test('about names as long as they may be', async () => {
    const long = 'n'.repeat(60);
    for (const props of [{}, { schedule: YEARLY }]) {
      const { run } = made(long, props);
      const answers = await Promise.all(run.map((object) => tryCreate(object)));
      expect(answers.map(({ status }) => status)).toEqual(run.map(() => 201));
    }
  });
});

/** What selects pods of the release, as the API server has it; a ServiceMonitor selects the Service. */
const SELECTORS = [
  ['service/kvmini-harness', 'spec.selector'],
  ['networkpolicy/kvmini-harness', 'spec.podSelector.matchLabels'],
  ['poddisruptionbudget/kvmini-harness', 'spec.selector.matchLabels'],
  ['networkpolicy/kvmini-harness-nightly', 'spec.podSelector.matchLabels'],
  ['networkpolicy/kvmini-harness-nightly', 'spec.ingress[0].from[0].podSelector.matchLabels'],
] as const;

const get = (...args: readonly string[]) => kubectlPrints(['get', '-n', NAMESPACE, ...args]);

async function podsBy(labels: Readonly<Record<string, string>>): Promise<string[]> {
  const selector = Object.entries(labels).map((each) => each.join('='));
  const names = await get('pods', '-l', selector.join(), '-o', 'name');
  return names.split('\n').filter(Boolean);
}

const selected = () =>
  Promise.all([
    podsBy({ 'app.kubernetes.io/name': 'kvmini' }),
    ...SELECTORS.map(async ([object, path]) =>
      podsBy(JSON.parse(await get(object, '-o', `jsonpath={.${path}}`))),
    ),
  ]);

/** Waits until something is there. */
async function until<T>(look: () => Promise<T | undefined | ''>): Promise<T> {
  const late = performance.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > late) throw new Error(`waited in vain: ${look}`);
    await sleep(100);
  }
}

/** Fires the CronJob; its pod, once it is there. */
async function fire(job: string): Promise<string> {
  const from = '--from=cronjob/kvmini-harness-nightly';
  await kubectlPrints(['create', 'job', '-n', NAMESPACE, from, job]);
  return podOf(job);
}

const podOf = (job: string, but = '') =>
  until(async () => {
    const pods = await podsBy({ 'batch.kubernetes.io/job-name': job });
    return pods.map((name) => name.replace('pod/', '')).find((name) => name !== but);
  });

async function report(pod: string, status: object): Promise<void> {
  const path = `/api/v1/namespaces/${NAMESPACE}/pods/${pod}/status`;
  const { body, status: answer } = await send('PATCH', path, { status });
  expect(answer, JSON.stringify(body)).toBe(200);
}

function ended(exitCode: number, more: object = {}) {
  const container = { name: 'kvmini', image: 'x', imageID: '', ready: false, restartCount: 0 };
  const state = { terminated: { exitCode, reason: 'Error' } };
  return { phase: 'Failed', containerStatuses: [{ ...container, state }], ...more };
}

/** Why a Job has failed, once it has. */
const failure = (job: string) =>
  until(() => get('job', job, '-o', 'jsonpath={.status.conditions[?(@.type=="Failed")].message}'));

test('a fired one runs over pods as the account may; nothing of the release takes its pods for the harness', async () => {
  const pod = await fire('fired');
  const ip = '127.0.0.1';
  await report(pod, { phase: 'Running', podIP: ip, podIPs: [{ ip }] });
  const kubelet = new Kubelet(NAMESPACE, PROGRAM, undefined, 'kvmini-run-worker');
  onTestFinished(() => kubelet.stop());
  const { url } = await startMock({ ttft: 10 });
  const load = { requests: 40, rate: 20, workers: 2, pods: 2, timeoutMs: 60_000 };
  let rows = 0;
  let seen: ReturnType<typeof selected> | undefined;
  const row = () => {
    if (++rows === 10) seen = selected();
  };
  const { exitCode, folder } = await runBench(settingsFor(url, load), {
    ...{ cluster: await asAccount(NAMESPACE), pods: NO_WISHES, env: { HOSTNAME: pod } },
    observers: [{ row }],
  });
  const { results } = readRun(folder);
  expect([results.reason, exitCode, results.counts.successes]).toEqual([null, 0, 40]);
  const [readme, service, policy, budget, own, workers] = (await seen) ?? [];
  expect([readme, service, policy, budget]).toEqual([[], [], [], []]);
  // The one that was drained is the same run's.
  expect(own).toContain(`pod/${pod}`);
  expect(workers).toHaveLength(2);
});

test('its Job fails by the exit code, which it tells, and at once', async () => {
  const pod = await fire('worse');
  await report(pod, ended(3));
  expect(await failure('worse')).toMatch(
    /^Container kvmini for pod kvmini-run\/worse-\w+ failed with exit code 3 matching FailJob rule at index 0$/,
  );
});

/** Has the pod of a fired Job drained; the pod that takes its place. */
async function drain(): Promise<string> {
  const first = await fire('drained');
  const why = { type: 'DisruptionTarget', status: 'True', reason: 'EvictionByEvictionAPI' };
  await report(first, ended(130, { conditions: [why] }));
  return podOf('drained', first);
}

test('a drained pod is no failure: the run begins again in another', async () => {
  await report(await drained, ended(130));
  expect(await failure('drained')).toMatch(/backoff limit/);
});
