import { App, Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { KvminiHarness, type KvminiHarnessProps, renderValues, ValuesError } from '../../src';

/** Values as they come out of a YAML file: of any type. */
type Case = readonly [values: unknown, props?: Omit<KvminiHarnessProps, 'values'>];

const volume = (name: string) => ({ name, emptyDir: {} });

const CASES: readonly Case[] = [
  // unknown keys
  [{ storageClass: 'fast' }],
  [{ persistence: { storageclass: 'fast' } }],
  [{ persistence: { storage_class: 'fast' } }],
  [{ tga: 'v1' }],
  [{ image: { repo: 'x' } }],
  [{ size: '50Gi' }],
  [{ name: 'x' }],
  [{ completelyUnrelated: 1 }],
  [{ service_account: {} }],
  [{ global: { isvc: { nmae: 'demo' } } }],
  [{ monitoring: { servicemonitor: {} } }],
  [{ benchmark: { profiles: { soak: { requsts: 5 } } } }],
  [{ securityContext: { runAsuser: 0 } }],
  [{ tolerations: [{ key: 'gpu', efect: 'NoSchedule', operator: 'Exists' }] }],
  [{ resources: { requests: { cpus: 1 } } }],
  // types
  ['image.tag=v1'],
  [[]],
  [{ image: 'kvmini/kvmini-harness:latest' }],
  [{ image: { tag: 1.1 } }],
  [{ image: { tag: 20240101 } }],
  [{ enabled: 'true' }],
  [{ persistence: { enabled: 'yes' } }],
  [{ persistence: true }],
  [{ replicaCount: '2' }],
  [{ replicaCount: 1.5 }],
  [{ replicaCount: -1 }],
  [{ service: { port: '8080' } }],
  [{ nodeSelector: [] }],
  [{ nodeSelector: { gpu: true } }],
  [{ podAnnotations: { 'example.com/on': true } }],
  [{ tolerations: { key: 'gpu' } }],
  [{ extraEnv: { A: 'b' } }],
  [{ extraEnv: ['A=b'] }],
  // null where a value is needed
  [{ service: { port: null } }],
  [{ persistence: null }],
  [{ image: { repository: null } }],
  [{ extraEnv: [{ name: null, value: 'b' }] }],
  // formats
  [{ service: { port: 0 } }],
  [{ service: { port: 70_000 } }],
  [{ service: { type: 'ExternalName' } }],
  [{ image: { repository: 'kvmini/kvmini-harness:latest' } }],
  [{ image: { tag: 'a tag' } }],
  [{ image: { pullPolicy: 'always' } }],
  [{ persistence: { size: '10 Gi' } }],
  [{ persistence: { size: '-1Gi' } }],
  [{ persistence: { accessMode: 'RWO' } }],
  [{ persistence: { storageClass: 'Fast_SSD' } }],
  [{ persistence: { existingClaim: 'My Claim' } }],
  [{ serviceAccount: { name: 'Bench' } }],
  [{ podLabels: { 'not a key': 'x' } }],
  [{ podLabels: { team: 'not a value!' } }],
  [{ podLabels: { 'app.kubernetes.io/name': 'other' } }],
  [{ podAnnotations: { 'checksum/config': 'x' } }],
  [{ monitoring: { serviceMonitor: { labels: { 'helm.sh/chart': 'x' } } } }],
  [{ global: { isvc: { namespace: 'ML_Prod' } } }],
  [{ benchmark: { timeout: 3600 } }],
  [{ benchmark: { timeout: '1 hour' } }],
  [{ benchmark: { retries: -1 } }],
  [{ monitoring: { serviceMonitor: { interval: '1.5m' } } }],
  [{ podDisruptionBudget: { minAvailable: '150%' } }],
  [{ priorityClassName: 'Very High' }],
  [{ imagePullSecrets: ['regcred'] }],
  // what the API server, the operator or the kubelet would refuse
  [{ resources: { requests: { cpu: '3000m' } } }],
  [{ resources: { requests: { memory: '4.5Gi' } } }],
  [{ resources: { limits: { 'nvidia.com/gpu': 0.5 } } }],
  [{ resources: { requests: { 'nvidia.com/gpu': 1 } } }],
  [{ monitoring: { serviceMonitor: { interval: '5s' } } }],
  [{ podSecurityContext: { runAsUser: 0 }, securityContext: { runAsUser: null } }],
  [{ securityContext: { privileged: true } }],
  [{ rbac: { rules: [{ apiGroups: [''], resources: ['pods'], verbs: [] }] } }],
  [{ rbac: { rules: [{ verbs: ['get'] }] } }],
  [{ rbac: { rules: [{ resources: ['pods'], verbs: ['get'] }] } }],
  [{ rbac: { scope: 'namespace', rules: [{ nonResourceURLs: ['/metrics'], verbs: ['get'] }] } }],
  [{ tolerations: [{ key: 'a', operator: 'Exists', value: 'b' }] }],
  [{ tolerations: [{ effect: 'NoSchedule' }] }],
  [{ networkPolicy: { ingressFrom: [{}] } }],
  [{ networkPolicy: { ingressFrom: [{ ipBlock: { cidr: '10.0.0.0' } }] } }],
  [{ resources: { limits: { memory: '512m' } } }],
  [{ persistence: { size: '100m' } }],
  [{ extraVolumes: [{ name: 'a', configMap: { name: 'c', defaultMode: 644 } }] }],
  [
    {
      topologySpreadConstraints: [
        { maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'ScheduleAnyway', minDomains: 1 },
      ],
    },
  ],
  [{ extraEnv: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'status.podip' } } }] }],
  [{ securityContext: { seccompProfile: { type: 'Localhost' } } }],
  [{ extraVolumeMounts: [{ name: 'tmp', mountPath: '/opt/kvmini/profiles/mine' }] }],
  // the pod's own parts
  [{ extraVolumes: [volume('data')] }],
  [{ extraVolumes: [volume('a'), volume('a')] }],
  [{ extraVolumeMounts: [{ name: 'nowhere', mountPath: '/x' }] }],
  [{ extraVolumes: [volume('a')], extraVolumeMounts: [{ name: 'a', mountPath: '/data/' }] }],
  [{ extraVolumeMounts: [{ name: 'data', mountPath: '' }] }],
  [{ extraEnv: [{ name: 'KUBECONFIG', value: '/x' }] }],
  [{ extraEnv: [{ name: 'A' }, { name: 'A' }] }],
  [{ extraEnv: [{ name: 'A', value: 'b', valueFrom: {} }] }],
  [{ extraEnv: [{ name: 'A', value: 12345 }] }],
  [{ extraEnvFrom: [{ prefix: 'X_' }] }],
  [{ benchmark: { outputDir: '/results' } }],
  [{ benchmark: { outputDir: '/opt/kvmini/results' } }],
  [{ benchmark: { outputDir: '/data/../etc' } }],
  [{ benchmark: { outputDir: 'results' } }],
  [{ benchmark: { defaultProfile: 'standrad' } }],
  // what YAML or JSON can't carry
  [{ affinity: { unknown: { '<<': {} } } }],
  [{ podLabels: { constructor: 'x' } }],
  [{ resources: { requests: { toString: 1 } } }],
  [{ imagePullSecrets: { toString: 'x' } }],
  [{ podAnnotations: { note: 'a\ud800' } }],
  [{ replicaCount: Number.NaN }],
  [{ tolerations: [null, { operator: 'Exists' }] }],
  [{ affinity: { unknown: [undefined] } }],
  [{ podAnnotations: { when: new Date(0) } }],
  [{ podAnnotations: { run: () => 'x' } }],
  [JSON.parse('{"podLabels": {"__proto__": "x"}}')],
  // names
  [{}, { releaseName: 'Nightly' }],
  [{}, { releaseName: 'a'.repeat(54) }],
  [{}, { releaseName: '1-benchmark' }],
  [{}, { namespace: 'my_namespace' }],
  [{}, { managedBy: 'our tool' }],
  [{ nameOverride: 'Bench' }],
  [{ nameOverride: `${'n'.repeat(61)}--` }],
  [{ fullnameOverride: 'a.b' }],
];

function refusal([values, props]: Case): ValuesError {
  const chart = new Chart(new App(), 'benchmark', { namespace: 'benchmark' });
  try {
    new KvminiHarness(chart, 'kvmini-harness', { ...props, values: values as object });
  } catch (error) {
    expect(error).toBeInstanceOf(ValuesError);
    expect(chart.node.children).toEqual([]);
    return error as ValuesError;
  }
  throw new Error(`${JSON.stringify(values)} was not refused`);
}

const show = (value: unknown) =>
  JSON.stringify(value, (_, inner) => (typeof inner === 'function' ? 'a function' : inner));

describe('refused values', () => {
  test('each with the message that was reviewed', async () => {
    const report = CASES.map((one) => {
      const lines = refusal(one).issues.map(({ path, message }) => `  ${path}: ${message}`);
      return [show(one), ...lines].join('\n');
    });
    await expect(`${report.join('\n')}\n`).toMatchFileSnapshot('../golden/refusals.txt');
  });

  test('all at once, in the order of the schema, wherever they stand', () => {
    const paths = refusal([
      {
        extraEnv: [{ name: 'KUBECONFIG' }],
        tga: 1,
        service: { port: 0, type: 'x' },
        image: { tag: 1.5 },
        benchmark: { outputDir: '/etc', timeout: 'soon' },
        replicaCount: -1,
        // no plain JSON
        nodeSelector: { gpu: () => 'yes' },
        tolerations: [null],
        podAnnotations: { note: 'a\ud800', other: 1 },
      },
      { namespace: 'not valid' },
    ]).issues.map(({ path }) => path);
    expect(paths).toEqual([
      'namespace',
      'replicaCount',
      'image.tag',
      'service.type',
      'service.port',
      'benchmark.outputDir',
      'benchmark.timeout',
      'podAnnotations.note',
      'podAnnotations.other',
      'nodeSelector.gpu',
      'tolerations[0]',
      'extraEnv[0].name',
      'tga',
    ]);
  });

  test('with what was expected, found and meant, for programs that read them', () => {
    expect(refusal([{ service: { port: 0 } }]).issues).toEqual([
      {
        code: 'out-of-range',
        path: 'service.port',
        message: 'expected a port from 1 to 65535, found the number 0',
        expected: 'a port from 1 to 65535',
        received: 'the number 0',
      },
    ]);
    expect(refusal([{ storageClass: 'x' }]).issues[0]?.suggestion).toBe('persistence.storageClass');
  });

  test('a rule stays silent about what is wrong in itself', () => {
    const { issues } = refusal([
      { resources: { requests: { cpu: 'lots' }, limits: { cpu: '1m' } } },
    ]);
    expect(issues.map(({ path }) => path)).toEqual(['resources.requests.cpu']);
  });

  test.each([
    { extraEnv: [{ name: 'HF_TOKEN', value: ['hf_SECRET'] }] },
    { extraEnv: 'HF_TOKEN=hf_SECRET' },
    { extraEnv: [{ name: 'hf_SECRET=' }] },
    { hfToken: 'hf_SECRET' },
    { image: { tag: 'https://user:hf_SECRET@host' } },
    { podAnnotations: { token: ['hf_SECRET'] } },
    { extraVolumes: [{ name: 'hf_SECRET', emptyDir: {} }] },
  ])('without the secret in %j', (values) => {
    const error = refusal([values]);
    expect(`${error.message} ${JSON.stringify(error.issues)}`).not.toContain('hf_SECRET');
  });
});

describe('a construct’s id that is no release name', () => {
  const add = (id: string, releaseName?: string) => {
    const chart = new Chart(new App(), 'c');
    return () => new KvminiHarness(chart, id, { releaseName });
  };

  test.each(['Benchmark', 'benchmark-harness-of-the-language-models-of-all-our-teams', 'a_b'])(
    'says for %s that the id is the release name where none is given',
    (id) => {
      expect(add(id)).toThrow(
        /releaseName: expected a release name: .*, found .*; it is the construct's id unless you set releaseName$/,
      );
      expect(add(id, 'benchmark')).not.toThrow();
    },
  );

  test('says nothing of an id where a release name is given', () => {
    expect(add('Benchmark', 'Nightly')).toThrow(/found the string "Nightly"$/);
    expect(() => renderValues({}, { releaseName: 'Nightly' })).toThrow(
      /found the string "Nightly"$/,
    );
  });
});
