/** What the chart itself puts into the pod, which `extra…` values may not put there again. */

/** The port `serve` listens on; the Service's own port is a value. */
export const HTTP_PORT = 8080;

/** Where the pod's volumes are mounted. */
export const MOUNTS = {
  data: '/data',
  config: '/opt/kvmini',
  tmp: '/tmp',
  'service-account': '/var/run/secrets/kubernetes.io/serviceaccount',
} as const;

/** The mounts that the harness can write to. */
export const WRITABLE_MOUNTS: readonly string[] = [MOUNTS.data, MOUNTS.tmp];

/** The names of the environment variables, in their order. */
export const ENVIRONMENT = [
  'KVMINI_NAMESPACE',
  'KVMINI_SERVICE',
  'KVMINI_MODEL_URI',
  'KVMINI_OUTPUT_DIR',
  'KUBECONFIG',
] as const;

/** The annotation that rolls the pod when its ConfigMap changes. */
export const CHECKSUM_ANNOTATION = 'checksum/config';
