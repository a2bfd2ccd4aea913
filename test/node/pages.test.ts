import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { kubectl } from '../../tools/cluster/kubectl';
import { podOf, removeReleases, restrictedNamespace, rolledOut, volume } from './ground';
import { fileOn, kubectlParagraphs } from './pages';
import { access, eventually, fetched, here, prints, runScript, type ScriptRun } from './shell';

const MOCK_PAGE = 'docs/try-without-a-gpu.md';
/** Seconds that a command runs which a reader ends with Ctrl-C. */
const ENDLESS = 10;
const INSTALL = 'npx cdk8s-kvmini template kvmini-harness -n benchmark | kubectl apply -f -';

/** What a reader sees of a command; of others it counts that they end with 0. */
const SHOWN: readonly (readonly [script: RegExp, shown: RegExp])[] = [
  [/ls -la \/data\/results/, /latest -> \d{4}-\d\d-\d\d/],
  [/kubectl auth can-i/, /^yes$/m],
  [/kubectl get pvc/, /kvmini-harness-data +Bound/],
  [/curl -s \S+\/v1\/models/, /"id":"mock-model"/],
  [/nslookup/, /^Address: 10\.96\.\d+\.\d+$/m],
  [/kubectl logs/, /\S/],
  [/-it -- \/bin\/bash/, /uid=65534/],
  [/kubectl top pod/, /^kvmini-\S+ +\d+m +\d+Mi/m],
  [/kubectl describe pod/, /Normal +Started/],
  [/bench\.sh.* --requests 100\b/s, /^Requests +100, of which 100 succeeded$/m],
  [/bench\.sh.* --requests 200 --concurrency 20/s, /^Requests +200, of which 200 succeeded$/m],
];

const exists = async (...args: readonly string[]) =>
  (await kubectl(access, ['get', ...args])).status === 0;

/** What a page's readers have done before: they have a model, which is the mock here. */
async function prepareMock(): Promise<void> {
  if (await exists('deployment', 'demo-llm', '-n', 'ml-prod')) return;
  await restrictedNamespace('ml-prod');
  await prints(
    'kubectl apply -f mock.yaml && kubectl rollout status deployment/demo-llm -n ml-prod',
  );
}

const isRelease = (script: string) =>
  /cdk8s-kvmini template|kubectl apply -f dist/.test(script) && script.includes('kubectl apply');

/** A release of its own for each: some name another size or class of the volume, which can't be changed. */
async function prepareRelease(script: string): Promise<void> {
  const [, storageClass] = /persistence\.storageClass=(\S+)/.exec(script) ?? [];
  await volume(storageClass);
  if (await exists('namespace', 'benchmark')) await removeReleases('benchmark');
}

async function prepareUse(): Promise<void> {
  const deployed = await kubectl(access, ['get', 'deployment', '-n', 'benchmark', '-o', 'name']);
  if (deployed.stdout !== '') return;
  await restrictedNamespace('benchmark');
  await prepareRelease(INSTALL);
  await prints(INSTALL);
  await rolledOut('benchmark');
}

/** Makes what the reader has at this place of the page. */
async function prepare(script: string): Promise<void> {
  const [, made] = /kubectl create namespace (\S+)/.exec(script) ?? [];
  if (made) await prints(`kubectl delete namespace ${made} --ignore-not-found`);
  if (script.includes('ml-prod') && made !== 'ml-prod') await prepareMock();
  if (!isRelease(script)) return made ? undefined : prepareUse();
  if (!made) await restrictedNamespace('benchmark');
  await prepareRelease(script);
}

/** GitHub puts the commit's hash in. */
const asTyped = (script: string) => script.replace(/\$\{\{ github\.sha \}\}/g, 'demo-llm');

async function asReader(script: string): Promise<ScriptRun> {
  const HARNESS_POD = await podOf('benchmark').catch(() => '');
  const typed = script.includes(' -it ') ? 'id\nexit\n' : undefined;
  const isEndless = / -f$|port-forward/m.test(script) && !/ -f -$/m.test(script);
  return runScript(asTyped(script), {
    environment: { HARNESS_POD },
    ...(typed !== undefined && { typed }),
    ...(isEndless && { seconds: ENDLESS }),
  });
}

beforeAll(() => {
  writeFileSync(join(here, 'mock.yaml'), fileOn(MOCK_PAGE, 'mock.yaml'));
  writeFileSync(join(here, 'my-profile.yaml'), 'requests: 3\nconcurrency: 1\nmaxTokens: 4\n');
  execFileSync('node_modules/.bin/cdk8s', ['synth', '--output', join(here, 'dist')], {
    env: { ...process.env, CDK8S_CHECK_UPGRADE: 'false' },
  });
  expect(readdirSync(join(here, 'dist'))).toEqual(['kvmini-harness.k8s.yaml']);
});

const paragraphs = kubectlParagraphs();

test('the pages hold every command whose output is known here', () => {
  const all = paragraphs.map(({ script }) => script);
  for (const [which] of SHOWN) expect(all).toContainEqual(expect.stringMatching(which));
});

/** Runs a command that ends by itself, or by Ctrl-C where it follows a log. */
async function typeAndRead(script: string): Promise<void> {
  const attempt = async () => {
    const { status, stdout, stderr } = await asReader(script);
    const isEnded = / -f$/m.test(script) && script.includes('kubectl logs');
    expect(status, stderr).toBe(isEnded ? 124 : 0);
    for (const [which, shown] of SHOWN) if (which.test(script)) expect(stdout).toMatch(shown);
  };
  await eventually(attempt, script.includes('kubectl top') ? 90 : 0);
  if (isRelease(script)) await rolledOut('benchmark');
}

/** Reads the newest report through a forwarded port: the commands above it on its page have made one. */
async function openReport(script: string): Promise<void> {
  const [, port = ''] = / (\d+)(:\d+)?$/m.exec(script) ?? [];
  const forwarded = asReader(script);
  // The list has a run's report within two seconds of its end.
  const report = await eventually(async () => {
    const page = await fetched(`http://localhost:${port}/`);
    const [path] = /runs\/[^"']+\/report\.html/.exec(page) ?? [];
    if (path === undefined) throw new Error('the list of runs has no report');
    return path;
  }, ENDLESS);
  expect(await fetched(`http://localhost:${port}/${report}`)).toContain('Time to first token');
  expect((await forwarded).status).toBe(124);
}

// In their order: a command may need what those above it made.
describe('the commands of the pages, on a node', () => {
  test.each(paragraphs.map(({ page, script }) => [page, script] as const))(
    '%s: %s',
    async (_, script) => {
      await prepare(script);
      await (script.includes('port-forward') ? openReport(script) : typeAndRead(script));
    },
  );
});
