/** Runs by a schedule on a real node: docs/running-nightly.md, with shorter runs and less CPU than a reader's cluster has. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RequestRow } from '../../harness/src/request/row';
import type { RunRecord } from '../../harness/src/results/schema';
import { readRows } from '../../harness/test/run/runs';
import { codeBlocks } from '../support/markdown';
import { removeNamespaces, restrictedNamespace, rolledOut, volume } from './ground';
import { fileOn } from './pages';
import { eventually, prints } from './shell';

const NAMESPACE = 'nightly';
const MODEL = 'nightly-model';
const WORKERS =
  '--set workers.enabled=true,workers.resources.requests.cpu=20m,workers.resources.requests.memory=64Mi';
const VALUES = `-n ${NAMESPACE} --set resources.requests.cpu=50m,resources.requests.memory=256Mi ${WORKERS}`;
let results: string;

/** A command of the page, for this namespace. */
const asHere = (script: string) =>
  script
    .replaceAll('-n benchmark', VALUES.replaceAll(/--set \S+/g, '').trim())
    .replace('--set global.isvc.name=demo-llm,global.isvc.namespace=ml-prod', VALUES);

beforeAll(async () => {
  await restrictedNamespace(NAMESPACE);
  results = join(await volume(), 'results');
  await restrictedNamespace(MODEL);
  const manifest = fileOn('docs/try-without-a-gpu.md', 'mock.yaml').replaceAll('ml-prod', MODEL);
  await prints(`kubectl apply -f - <<'EOF'\n${manifest}\nEOF`);
  await prints(`kubectl rollout status deployment/demo-llm -n ${MODEL} --timeout=120s`);
  const target = `--set global.isvc.name=demo-llm,global.isvc.namespace=${MODEL}`;
  await prints(`npx cdk8s-kvmini template kvmini-harness ${VALUES} ${target} | kubectl apply -f -`);
  await rolledOut(NAMESPACE);
});
afterAll(() => removeNamespaces(NAMESPACE, MODEL));

const field = (object: string, path: string) =>
  prints(`kubectl get ${object} -n ${NAMESPACE} -o jsonpath='${path}'`);

/** The records of all runs of a name, the oldest first. */
function records(name: string): RunRecord[] {
  return readdirSync(results)
    .filter((folder) => /^\d{4}-/.test(folder))
    .sort()
    .map((folder) => JSON.parse(readFileSync(join(results, folder, 'run.json'), 'utf8')))
    .filter(({ settings }) => settings.runName === `kvmini-harness-${name}`);
}

/** Applies a run; the page's own command with others of its flags. */
const apply = (name: string, flags: string) =>
  prints(
    `npx cdk8s-kvmini run ${name} ${VALUES} --target service=demo-llm,namespace=${MODEL} ${flags} | kubectl apply -f -`,
  );

/** What is there of workers. */
const workers = async () =>
  (await prints(`kubectl get jobs,pods,secrets -n ${NAMESPACE} -o name`))
    .split('\n')
    .filter((name) => name.includes('-workers'));

const nothingIsLeft = () => eventually(async () => expect(await workers()).toEqual([]), 90);

/** Waits until so many pods of workers run. */
const running = (count: number) =>
  eventually(async () => {
    const label =
      '-l app.kubernetes.io/name=kvmini-run-worker --field-selector=status.phase=Running';
    const pods = await prints(`kubectl get pods -n ${NAMESPACE} ${label} -o name`);
    expect(pods.split('\n').filter(Boolean)).toHaveLength(count);
    return pods.split('\n');
  }, 120);

/** What was noted of the requests of the only run of a name. */
function rowsOf(name: string): RequestRow[] {
  const [{ id = '' } = {}] = records(name);
  return readRows(join(results, id));
}

/** The Job of a run. */
async function jobOf(name: string): Promise<string> {
  const jobs = await field('jobs', '{.items[*].metadata.name}');
  const job = jobs.split(' ').find((each) => each.startsWith(`kvmini-harness-${name}`));
  expect(job).toBeDefined();
  return job ?? '';
}

const failed = (job: string) =>
  prints(`kubectl wait -n ${NAMESPACE} --for=condition=Failed --timeout=120s job/${job}`);

test('a CronJob is fired by its time: four pods send the load, and the next one is compared with it', async () => {
  const load = '--bench requests=200,rate=20,seed=1,maxTokens=4 --pods 4';
  const base = '--baseline latest-good --max-regression 1000%';
  await apply('minutely', `--schedule '* * * * *' ${load} ${base}`);
  await eventually(async () => {
    const ended = records('minutely').filter(({ exitCode }) => exitCode !== undefined);
    expect(ended.length).toBeGreaterThanOrEqual(2);
  }, 230);
  await prints(
    `kubectl delete cronjob -n ${NAMESPACE} kvmini-harness-minutely --cascade=foreground`,
  );
  const [first, second] = records('minutely');
  expect(first).toMatchObject({
    ...{ outcome: 'done', exitCode: 0, workers: { count: 4 }, baseline: { run: null } },
  });
  expect(second?.baseline?.run).toBe(first?.id);
  await nothingIsLeft();
});

const ENDLESS = '--pods 4 --bench duration=10m,rate=20,maxTokens=4';

test('a pod of four workers is killed mid-run: the Job fails with exit code 1, and nothing is left', async () => {
  await apply('killed', ENDLESS);
  const job = await jobOf('killed');
  const [pod = ''] = await running(4);
  await eventually(async () => expect(readdirSync(results).length).toBeGreaterThan(0));
  await prints(`kubectl delete ${pod} -n ${NAMESPACE} --grace-period=0 --force`);
  await failed(job);
  const [record] = records('killed');
  expect(record).toMatchObject({ outcome: 'failed', exitCode: 1 });
  expect(record?.reason).toMatch(/^worker \d of 4 /);
  expect(await field(`job/${job}`, '{.status.conditions[?(@.type=="Failed")].message}')).toMatch(
    /failed with exit code 1 matching FailJob rule/,
  );
  await nothingIsLeft();
});

/** Takes the network from the pod of one worker: nothing of it is heard, and its node sees nothing wrong. */
const cutOffOne = () =>
  prints(
    "nsenter --net=/proc/$(pgrep --newest --full '[k]vmini.* worker --order')/ns/net ip link set eth0 down",
  );

test('a pod of four workers is cut off mid-run: it is lost by name, what it sent before is kept, and nothing is left', async () => {
  await apply('cut', ENDLESS);
  await running(4);
  await eventually(async () => expect(rowsOf('cut').length).toBeGreaterThan(20));
  await cutOffOne();
  await failed(await jobOf('cut'));
  const [record] = records('cut');
  expect(record).toMatchObject({ outcome: 'failed', exitCode: 1 });
  expect(record?.reason).toMatch(
    /^worker \d of 4 (was not heard of for 15 s|ended with exit code 1 .*was not heard of)/,
  );
  const rows = rowsOf('cut');
  expect(new Set(rows.map(({ worker }) => worker)).size).toBe(4);
  expect(new Set(rows.map(({ phase, index }) => `${phase} ${index}`)).size).toBe(rows.length);
  await nothingIsLeft();
});

test('a run whose pod is deleted is interrupted: its Job fails, and nothing is left', async () => {
  await apply('stopped', ENDLESS);
  await running(4);
  const label = '-l app.kubernetes.io/component=stopped,app.kubernetes.io/name=kvmini-run';
  await prints(`kubectl delete pods -n ${NAMESPACE} ${label}`);
  await failed(await jobOf('stopped'));
  expect(records('stopped')).toEqual([
    expect.objectContaining({ outcome: 'interrupted', exitCode: 130 }),
  ]);
  await nothingIsLeft();
});

test('the commands of the page do what it says', async () => {
  const page = readFileSync('docs/running-nightly.md', 'utf8');
  const [nightly = '', fire = ''] = codeBlocks(page, 'sh').map(asHere);
  const shorter = nightly
    .replace('rate=5,duration=10m', 'rate=20,duration=20s,maxTokens=4')
    .replace('--baseline', `--target service=demo-llm,namespace=${MODEL} --baseline`);
  await prints(shorter);
  const output = await prints(fire);
  expect(output).toMatch(/there is no good run of kvmini-harness-nightly yet/);
  expect(output).toMatch(/^job\.batch\/kvmini-try /m);
  expect(await field('cronjob/kvmini-harness-nightly', '{.spec.timeZone}')).toBe('Europe/Berlin');
});
