/**
 * Every command of the chart's README, word for word, with the real Helm 4.1 and 3.17, in the order of the page.
 *
 * No kubelet runs here: something stands in for a node, so that `--wait` and `helm test` come to an end. Whether the
 * test's pod does what it says is tried where there is a node.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { helmPath } from '../../tools/helm/helm-path';
import { canInstall, installHelm3 } from '../../tools/helm/install';
import { missing } from '../../tools/missing';
import { OTHERS, STANDALONE } from '../support/promised-commands';
import { type Block, blocks, helmCommands } from './chart/readme';
import { kubectlPrints } from './cluster';
import { removeClaims, StandIn } from './stand-in';
import { calls, Terminal } from './terminal';

const BLOCKS = blocks();
const NAMESPACES = ['benchmark', 'ml-prod'];
const REFUSED = /is immutable after creation|only dynamically provisioned pvc can be resized/;

test('the page quotes every command that was promised', () => {
  const quoted = BLOCKS.flatMap(helmCommands);
  for (const command of [...STANDALONE, ...OTHERS]) expect(quoted).toContain(command);
});

/** What a block is for: a look at the cluster after it. */
type Look = (terminal: Terminal) => Promise<void>;

const deployment = async (terminal: Terminal) =>
  // biome-ignore lint/suspicious/noExplicitAny: a test may look at any field
  (await terminal.reads('kubectl get deployment kvmini-harness -n benchmark -o json')) as any;
const names = async (terminal: Terminal, kinds: string, namespace = 'benchmark') =>
  (await terminal.prints(`kubectl get ${kinds} -n ${namespace} -o name`))
    .split('\n')
    .filter(Boolean);

const MONITOR = 'servicemonitor.monitoring.coreos.com/kvmini-harness';

/** By a part of the block's text. */
const LOOKS: readonly (readonly [part: string, look: Look])[] = [
  [
    'persistence.size=50Gi',
    async (terminal) => {
      const size = '{.spec.resources.requests.storage}';
      const get = 'kubectl get pvc kvmini-harness-data -n benchmark -o jsonpath=';
      expect(await terminal.prints(`${get}'${size}'`)).toBe('50Gi');
    },
  ],
  [
    'helm install vllm',
    async (terminal) => {
      expect(await names(terminal, 'deployment,pvc', 'ml-prod')).toEqual([
        'deployment.apps/vllm-kvmini',
        'persistentvolumeclaim/vllm-kvmini-data',
      ]);
    },
  ],
  [
    'kvmini.enabled=false',
    async (terminal) => {
      expect(await names(terminal, 'deployment,service,configmap', 'ml-prod')).toEqual([
        'configmap/kube-root-ca.crt',
      ]);
    },
  ],
  [
    'extraVolumes[0]',
    async (terminal) => {
      const { containers } = (await deployment(terminal)).spec.template.spec;
      expect(containers[0].volumeMounts).toContainEqual({
        mountPath: '/profiles/custom',
        name: 'custom-profile',
      });
    },
  ],
  [
    'serviceMonitor.enabled=true',
    async (terminal) => {
      expect(await names(terminal, 'servicemonitor')).toEqual([MONITOR]);
      // An upgrade that says some value forgets those of the last one.
      const { containers } = (await deployment(terminal)).spec.template.spec;
      expect(JSON.stringify(containers)).not.toContain('custom-profile');
    },
  ],
  [
    'monitoring.resources.enabled=true',
    async (terminal) => expect(await names(terminal, 'servicemonitor')).toEqual([]),
  ],
  [
    'resources.limits.memory=8Gi',
    async (terminal) => {
      const { containers } = (await deployment(terminal)).spec.template.spec;
      expect(containers[0].resources).toEqual({
        limits: { cpu: '4', memory: '8Gi' },
        requests: { cpu: '2', memory: '4Gi' },
      });
    },
  ],
  [
    'helm rollback',
    async (terminal) => {
      const { containers } = (await deployment(terminal)).spec.template.spec;
      expect(containers[0].resources.limits.memory).toBe('4Gi');
    },
  ],
  [
    'existingClaim=results-on-ssd',
    async (terminal) => {
      const { volumes } = (await deployment(terminal)).spec.template.spec;
      expect(volumes[0].persistentVolumeClaim).toEqual({ claimName: 'results-on-ssd' });
      expect((await deployment(terminal)).spec.replicas).toBe(1);
    },
  ],
  [
    'helm uninstall',
    async (terminal) => {
      expect(await names(terminal, 'deployment,service,servicemonitor,serviceaccount')).toEqual([
        'serviceaccount/default',
      ]);
    },
  ],
];

/** No release in a namespace, and no claim of one. */
async function fresh(terminal: Terminal, namespace = 'benchmark'): Promise<void> {
  const all = await terminal.prints(`helm list -q -n ${namespace}`);
  for (const name of all.split('\n').filter(Boolean))
    await terminal.prints(`helm uninstall ${name} -n ${namespace} --wait`);
  await removeClaims(namespace);
}

/** As clusters have it: claims that name no class get this one. */
const CLASS = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: {
    name: 'kvmini-chart',
    annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
  },
  provisioner: 'kubernetes.io/no-provisioner',
};

const [BASIC] = STANDALONE;

/** What a block takes for granted. */
async function prepare(terminal: Terminal, { section, text }: Block): Promise<void> {
  const context = /helm upgrade vllm/.test(text) ? 'ml-prod' : 'benchmark';
  await terminal.prints(`kubectl config set-context --current --namespace ${context}`);
  // The basic installation is upgraded; a new one takes its place.
  if (/helm install kvmini/.test(text)) await fresh(terminal);
  if (section !== 'Upgrade' || STATE.isBasic) return;
  STATE.isBasic = true;
  await fresh(terminal);
  await terminal.prints(BASIC);
}

const STATE = { isBasic: false };

const HELMS: readonly (readonly [version: string, path: () => string | undefined])[] = [
  ['4.1', helmPath],
  ['3.17', () => (canInstall ? join(installHelm3(), 'helm') : undefined)],
];

describe.each(HELMS)('with Helm %s', (version, path) => {
  const helm = path();
  if (!helm) {
    test.skipIf(!missing(`no Helm ${version} for the commands of the chart's README`));
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-chart-readme-'));
  let terminal: Terminal;
  let node: StandIn;

  beforeAll(async () => {
    terminal = await Terminal.open(folder, { helm: calls(helm) });
    writeFileSync(join(folder, 'my-profile.yaml'), 'requests: 5\n');
    expect(await terminal.prints('helm version --short')).toContain(`v${version}.`);
    STATE.isBasic = false;
    await kubectlPrints(['delete', 'namespace', 'benchmark', '--timeout=60s']);
    await terminal.prints(BLOCKS[0]?.text ?? '');
    await kubectlPrints(['create', '-f', '-'], JSON.stringify(CLASS));
    node = new StandIn(NAMESPACES);
  });
  afterAll(async () => {
    await node.stop();
    for (const namespace of NAMESPACES) await fresh(terminal, namespace);
    await kubectlPrints(['delete', 'storageclass', CLASS.metadata.name]);
    rmSync(folder, { recursive: true });
  });

  const rest = BLOCKS.slice(1).map(
    (block) => [block.text.trim().split('\n').slice(0, 3).join(' '), block] as const,
  );
  test.each(rest)('%s', async (_, block) => {
    await prepare(terminal, block);
    const { status, printed } = await terminal.run(block.text);
    expect({ refused: status !== 0, printed }).toMatchObject({ refused: block.isRefused });
    if (block.isRefused) expect(printed).toMatch(REFUSED);
    for (const [part, look] of LOOKS) if (block.text.includes(part)) await look(terminal);
  });

  test('a test that fails is told, and its pod stays to be read', async () => {
    await fresh(terminal);
    await terminal.prints(BASIC);
    node.testEnds = 'Failed';
    const { status } = await terminal.run('helm test kvmini-harness -n benchmark --timeout 60s');
    node.testEnds = 'Succeeded';
    expect(status).toBe(1);
    expect(await names(terminal, 'pods')).toContain('pod/kvmini-harness-test');
    await terminal.prints('helm test kvmini-harness -n benchmark --timeout 60s');
    expect(await names(terminal, 'pods')).not.toContain('pod/kvmini-harness-test');
  });

  test('the test is a pod that a namespace of restricted pods takes', async () => {
    const label = 'pod-security.kubernetes.io/enforce=restricted';
    await terminal.prints(`kubectl label namespace benchmark ${label}`);
    await terminal.prints('helm test kvmini-harness -n benchmark --timeout 60s');
    await terminal.prints('kubectl label namespace benchmark pod-security.kubernetes.io/enforce-');
  });

  test('an integer of --set is the tag; the release keeps a float, which is refused', async () => {
    await fresh(terminal);
    await terminal.prints(`${BASIC} --set image.tag=20240101`);
    const image = 'kvmini/kvmini-harness:20240101';
    expect((await deployment(terminal)).spec.template.spec.containers[0].image).toBe(image);
    const reuse = 'helm upgrade kvmini-harness charts/kvmini -n benchmark --reuse-values';
    const { status, printed } = await terminal.run(reuse);
    expect({ status, printed }).toMatchObject({ status: 1 });
    expect(printed).toContain(
      'found the number 20240101; put what the file has in quotes (with --set, use',
    );
    await terminal.prints(`${reuse} --set-string image.tag=20240101`);
    await terminal.prints(reuse);
    expect((await deployment(terminal)).spec.template.spec.containers[0].image).toBe(image);
  });

  test('what a failed upgrade changed goes back with the next one', async () => {
    await fresh(terminal);
    await terminal.prints(BASIC);
    const upgrade = 'helm upgrade kvmini-harness charts/kvmini -n benchmark --set';
    const both = `${upgrade} persistence.size=100Gi,replicaCount=0`;
    expect(await terminal.run(both)).toMatchObject({ status: 1 });
    await terminal.prints(`${upgrade} rbac.create=true`);
    expect((await deployment(terminal)).spec.replicas).toBe(1);
  });
});
