import { afterAll, beforeAll, expect, test } from 'vitest';
import { apply, podOf, removeNamespaces, restrictedNamespace, rolledOut } from './ground';
import { fileOn } from './pages';
import { eventually, prints } from './shell';

const TEAMS = ['team-a', 'team-b'] as const;
const MODELS = 'team-models';

const install = (namespace: string) =>
  prints(
    `npx cdk8s-kvmini template kvmini -n ${namespace} --set persistence.enabled=false,resources.requests.cpu=100m,resources.requests.memory=256Mi,global.isvc.namespace=${MODELS},global.isvc.name=demo-llm,monitoring.enabled=true,monitoring.resources.enabled=true,monitoring.serviceMonitor.enabled=true | kubectl apply -f -`,
  );

const inPod = async (namespace: string, command: string) =>
  prints(`kubectl exec -n ${namespace} ${await podOf(namespace)} -- ${command}`);

beforeAll(async () => {
  for (const name of [...TEAMS, MODELS]) await restrictedNamespace(name);
  const manifest = fileOn('docs/try-without-a-gpu.md', 'mock.yaml').replaceAll('ml-prod', MODELS);
  await prints(`kubectl apply -f - <<'EOF'\n${manifest}\nEOF`);
  await Promise.all(TEAMS.map(install));
  await Promise.all(TEAMS.map(rolledOut));
  await prints(`kubectl rollout status deployment/demo-llm -n ${MODELS} --timeout=120s`);
});

afterAll(() => removeNamespaces(...TEAMS, MODELS));

test('two releases of one name in two namespaces run beside each other', async () => {
  for (const team of TEAMS) {
    expect(await inPod(team, './bench.sh --requests 5 --concurrency 1 --warmup 0')).toMatch(
      /Requests +5, of which 5 succeeded/,
    );
    expect((await inPod(team, 'ls /data/results')).trim().split('\n')).toHaveLength(2);
  }
});

test('a run samples the pods of its target by the API of metrics', async () => {
  await eventually(() => prints(`kubectl top pod -n ${MODELS}`), 90);
  await inPod('team-a', './bench.sh --duration 12s --concurrency 2 --warmup 0');
  const rows = (await inPod('team-a', 'cat /data/results/latest/resources.jsonl')).trim();
  const { pod, memoryBytes } = JSON.parse(rows.split('\n').at(-1) ?? '{}');
  expect(pod).toMatch(/^demo-llm-/);
  expect(memoryBytes).toBeGreaterThan(1 << 20);
});

test('the address that an InferenceService reports is where requests go', async () => {
  const metadata = { name: 'real-llm', namespace: MODELS };
  const service = {
    apiVersion: 'serving.kserve.io/v1beta1',
    kind: 'InferenceService',
    metadata,
    spec: { predictor: { model: { modelFormat: { name: 'huggingface' } } } },
  };
  await apply(service);
  const url = `http://demo-llm.${MODELS}.svc.cluster.local`;
  const conditions = [{ type: 'Ready', status: 'True' }];
  const status = JSON.stringify({ status: { address: { url }, url, conditions } });
  await prints(
    `kubectl patch inferenceservice real-llm -n ${MODELS} --subresource=status --type=merge -p '${status}'`,
  );
  // No controller is here, and so no pod of its own, for which the run would wait.
  const shown = await inPod(
    'team-b',
    `./bench.sh --namespace ${MODELS} --service real-llm --requests 3 --warmup 0 --no-wait`,
  );
  expect(shown).toMatch(/Requests +3, of which 3 succeeded/);
  const run = JSON.parse(await inPod('team-b', 'cat /data/results/latest/run.json'));
  expect(JSON.stringify(run)).toContain('InferenceService status.address.url');
});

test('one of them can go without the other', async () => {
  const remove = `npx cdk8s-kvmini template kvmini -n team-a --set persistence.enabled=false | kubectl delete --ignore-not-found -f -`;
  await prints(remove);
  await prints(
    'kubectl wait --for=delete pod -n team-a -l app.kubernetes.io/name=kvmini --timeout=60s',
  );
  expect(await prints('kubectl get deployment -n team-a -o name')).toBe('');
  expect(await inPod('team-b', `kubectl get pods -n ${MODELS} -o name`)).toContain('pod/demo-llm-');
});
