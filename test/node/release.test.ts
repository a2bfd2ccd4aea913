import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { podOf, removeNamespaces, restrictedNamespace, rolledOut, volume } from './ground';
import { fileOn } from './pages';
import { eventually, fetched, prints, runScript } from './shell';

const NAMESPACE = 'life';
const MODEL = 'life-model';
let results: string;

const template = (...flags: readonly string[]) =>
  `npx cdk8s-kvmini template kvmini -n ${NAMESPACE} --set resources.requests.cpu=100m ${flags.join(' ')}`;

const inPod = async (command: string) =>
  prints(`kubectl exec -n ${NAMESPACE} ${await podOf(NAMESPACE)} -- ${command}`);

const bench = (...flags: readonly string[]) =>
  `./bench.sh --namespace ${MODEL} --service demo-llm ${flags.join(' ')}`;

const runs = () => readdirSync(results).filter((name) => /^\d{4}-/.test(name));

const field = (object: string, path: string) =>
  prints(`kubectl get ${object} -n ${NAMESPACE} -o jsonpath='{${path}}'`);

/** The mock of docs/try-without-a-gpu.md, in a namespace of these tests' own. */
async function startModel(): Promise<void> {
  await restrictedNamespace(MODEL);
  const manifest = fileOn('docs/try-without-a-gpu.md', 'mock.yaml').replaceAll('ml-prod', MODEL);
  await prints(`kubectl apply -f - <<'EOF'\n${manifest}\nEOF`);
  await prints(`kubectl rollout status deployment/demo-llm -n ${MODEL} --timeout=120s`);
}

beforeAll(async () => {
  await restrictedNamespace(NAMESPACE);
  results = join(await volume(), 'results');
  await startModel();
  await prints(`${template('--set monitoring.resources.enabled=true')} | kubectl apply -f -`);
  await rolledOut(NAMESPACE);
});

afterAll(() => removeNamespaces(NAMESPACE, MODEL));

test('a pod that breaks the rules of the namespace is refused, so they are enforced', async () => {
  const { status, stderr } = await runScript(
    `kubectl run plain -n ${NAMESPACE} --image=kvmini/kvmini-harness:latest`,
  );
  expect(status).toBe(1);
  expect(stderr).toContain('violates PodSecurity "restricted:latest"');
});

test('the pod runs as nobody, in a file system that it can’t write, and has its own token', async () => {
  expect(await inPod('id -u')).toBe('65534\n');
  const { stderr } = await runScript(
    `kubectl exec -n ${NAMESPACE} ${await podOf(NAMESPACE)} -- touch /usr/x`,
  );
  expect(stderr).toContain('Read-only file system');
  const names = await inPod(`kubectl get pods -n ${MODEL} -o name`);
  expect(names).toMatch(/^pod\/demo-llm-\S+\n$/);
});

test('a run measures the model, and the Service shows it to Prometheus', async () => {
  const shown = await inPod(bench('--requests', '20', '--concurrency', '4', '--warmup', '0'));
  expect(shown).toMatch(/Requests +20, of which 20 succeeded/);
  const host = `http://kvmini.${NAMESPACE}.svc.cluster.local:8080`;
  const metrics = await inPod(`curl -s ${host}/metrics`);
  expect(metrics).toMatch(/^kvmini_last_run_requests\b.* 20$/m);
  const address = await field('service/kvmini', '.spec.clusterIP');
  expect(await fetched(`http://${address}:8080/`)).toContain(runs()[0]);
});

test('a changed value rolls the pod, and keeps the claim with its results', async () => {
  const before = { pod: await podOf(NAMESPACE), runs: runs() };
  const claim = await field('pvc/kvmini-data', '.metadata.uid');
  expect(before.runs).toHaveLength(1);
  await prints(`${template('--set benchmark.retries=5')} | kubectl apply -f -`);
  await rolledOut(NAMESPACE);
  expect(await podOf(NAMESPACE)).not.toBe(before.pod);
  expect(await inPod('cat config.yaml')).toContain('retries: 5');
  expect(await field('pvc/kvmini-data', '.metadata.uid')).toBe(claim);
  expect((await inPod('ls /data/results')).trim().split('\n')).toEqual([...before.runs, 'latest']);
});

test('the same again changes nothing, and rolls no pod', async () => {
  const pod = await podOf(NAMESPACE);
  const said = await prints(`${template('--set benchmark.retries=5')} | kubectl apply -f -`);
  for (const line of said.trim().split('\n')) expect(line).toMatch(/ (unchanged|configured)$/);
  await rolledOut(NAMESPACE);
  expect(await podOf(NAMESPACE)).toBe(pod);
});

test('a pod that is deleted in the middle of a run keeps what was measured', async () => {
  const pod = await podOf(NAMESPACE);
  const known = runs();
  const command = bench('--duration', '5m', '--concurrency', '4');
  const running = runScript(`kubectl exec -n ${NAMESPACE} ${pod} -- ${command}`);
  const rows = await eventually(async () => {
    const [name = ''] = runs().filter((each) => !known.includes(each));
    const file = join(results, name, 'requests.jsonl');
    if (!existsSync(file) || readFileSync(file, 'utf8').split('\n').length < 20)
      throw new Error(`no rows of a run in ${runs()}`);
    return { name, file };
  });
  await prints(`kubectl delete pod -n ${NAMESPACE} ${pod}`);
  expect((await running).status).not.toBe(0);
  await rolledOut(NAMESPACE);
  const kept = readFileSync(rows.file, 'utf8').trim().split('\n').length;
  expect(kept).toBeGreaterThan(18);
  await inPod(`kvmini report /data/results/${rows.name}`);
  const { counts } = JSON.parse(readFileSync(join(results, rows.name, 'results.json'), 'utf8'));
  expect(counts.attempts).toBeGreaterThan(0);
  expect(counts.attempts).toBeLessThanOrEqual(kept);
});

test('a mount in or at the folder of the profiles hides them, hence it is refused', async () => {
  expect(await inPod('ls /opt/kvmini/profiles')).toContain('standard.yaml');
  const flags = ['name=own', 'configMap.name=own'].map((set) => `--set extraVolumes[0].${set}`);
  const mount = ['name=own', 'mountPath=/own'].map((set) => `--set extraVolumeMounts[0].${set}`);
  await prints(
    `kubectl create configmap own -n ${NAMESPACE} --from-literal=own.yaml='requests: 1'`,
  );
  const manifest = template(...flags, ...mount).replaceAll('[0]', '\\[0\\]');
  const at = (path: string) =>
    `${manifest} | sed 's#mountPath: /own#mountPath: ${path}#' | kubectl apply -f -`;
  await prints(at('/opt/kvmini/profiles'));
  await rolledOut(NAMESPACE);
  expect(await inPod('ls /opt/kvmini/profiles')).toBe('own.yaml\n');
  // The kubelet makes the folder of the inner mount before the ConfigMap's links, one of which can't be made then.
  await prints(at('/opt/kvmini/profiles/own'));
  await rolledOut(NAMESPACE);
  expect(await inPod('ls /opt/kvmini/profiles')).toBe('own\n');
});
