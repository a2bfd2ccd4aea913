/** What the chart itself puts into the pod: `extra…` values may not put it there again, and the harness finds it there. */

/** The port `serve` listens on; the Service's own port is a value. */
export const HTTP_PORT = 8080;

/** Where the pod's volumes are mounted. */
export const MOUNTS = {
  data: '/data',
  config: '/opt/kvmini',
  tmp: '/tmp',
  'service-account': '/var/run/secrets/kubernetes.io/serviceaccount',
} as const;

/** The name of the harness's container. */
export const CONTAINER = 'kvmini';

/** The name that pods of `kvmini bench --pods` have as a label, by that of the harness's pod: no selector of a release takes them. */
export const workerName = (name: string): string => `${name.slice(0, 56).replace(/-$/, '')}-worker`;

/** The name that pods of a `KvminiRun` have as a label, by that of the harness's pod: no selector of a release takes them. */
export const runPodName = (name: string): string => `${name.slice(0, 59).replace(/-$/, '')}-run`;

/** Puts a pod beside the harness's, whose volume only one node may have at a time. */
export const besideHarness = (harness: Readonly<Record<string, string>>) => ({
  labelSelector: { matchLabels: harness },
  topologyKey: 'kubernetes.io/hostname',
});

/** The mounts that the harness can write to. */
export const WRITABLE_MOUNTS: readonly string[] = [MOUNTS.data, MOUNTS.tmp];

/** Where users mount profiles of their own with `extraVolumeMounts`: the place that the chart's README names. */
export const MOUNTED_PROFILES = '/profiles';

/** The environment variables by what they say, in their order. */
export const VARIABLES = {
  namespace: 'KVMINI_NAMESPACE',
  service: 'KVMINI_SERVICE',
  modelUri: 'KVMINI_MODEL_URI',
  outputDir: 'KVMINI_OUTPUT_DIR',
  kubeconfig: 'KUBECONFIG',
} as const;
