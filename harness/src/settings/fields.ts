import { documented } from 'kvmini-contract/documented';
import { profile, profileLoad } from 'kvmini-contract/profile';

/** How the text of a flag or an environment variable is read. */
export type FieldKind =
  | 'number'
  | 'text'
  | 'flag'
  | 'slo'
  | 'list'
  | 'body'
  | 'fraction'
  | 'errors'
  | 'workers'
  | 'price';

/** A setting as flags and environment give it: `true` for a flag without a value, a list for one that was repeated. */
export type FieldText = string | boolean | readonly string[];

/** A setting that flags, environment and, for most, profiles can give. */
export interface Field {
  readonly kind: FieldKind;
  /** What the flag's value is called in the help. */
  readonly value?: string;
  /** For the help; a profile's field has its own description. */
  readonly help?: string;
}

/** The fields of a profile that a flag can give too, under the same name. */
const LOAD_FIELDS = {
  requests: { kind: 'number', value: 'count' },
  duration: { kind: 'text', value: 'duration' },
  concurrency: { kind: 'number', value: 'count' },
  rate: { kind: 'number', value: 'per second' },
  pattern: { kind: 'text', value: 'steady|poisson|bursty' },
  burstiness: { kind: 'number', value: 'shape' },
  warmup: { kind: 'number', value: 'count' },
  maxTokens: { kind: 'number', value: 'count' },
  promptTokens: { kind: 'number', value: 'count' },
  dataset: { kind: 'text', value: 'file' },
  extraBody: { kind: 'body', value: 'JSON or file' },
  stream: { kind: 'flag' },
  endpoint: { kind: 'text', value: 'chat|completions' },
  requestTimeout: { kind: 'text', value: 'duration' },
  timeout: { kind: 'text', value: 'duration' },
  workers: { kind: 'workers', value: 'count|auto' },
  retries: { kind: 'number', value: 'count' },
  slo: { kind: 'slo', value: 'ttft=200ms,tpot=50ms,e2e=5s,good=95%' },
  seed: { kind: 'number', value: 'number' },
} as const satisfies Record<string, Field>;

/** The settings of the target and of the results, which no profile has. */
const PLACE_FIELDS = {
  namespace: { kind: 'text', value: 'name', help: 'Namespace of the target' },
  service: {
    kind: 'text',
    value: 'name',
    help: 'Name of the target: NAME, isvc/NAME, llmisvc/NAME or svc/NAME:PORT',
  },
  url: { kind: 'text', value: 'url', help: 'Address of the server, instead of looking it up' },
  model: { kind: 'text', value: 'id', help: 'Model to ask for, instead of the first one served' },
  header: {
    kind: 'list',
    value: 'Name: value',
    help: 'Header of every request, may be repeated: "Host: demo.example.com"',
  },
  headerEnv: {
    kind: 'list',
    value: 'name=VARIABLE',
    help: 'Header whose value an environment variable holds, may be repeated: "api-key=MY_KEY"',
  },
  apiKeyEnv: { kind: 'text', value: 'name', help: 'Environment variable that holds the API key' },
  insecure: { kind: 'flag', help: "Skip verification of the server's certificate" },
  caFile: {
    kind: 'text',
    value: 'file',
    help: 'PEM file of an authority to trust in addition to the known ones',
  },
  clientCert: {
    kind: 'text',
    value: 'file',
    help: 'PEM file of the certificate to show to the server',
  },
  clientKey: { kind: 'text', value: 'file', help: "PEM file of that certificate's key" },
  proxy: {
    kind: 'text',
    value: 'url',
    help: 'HTTP proxy to the server; without it none is used, whatever HTTP_PROXY says',
  },
  outputDir: { kind: 'text', value: 'folder', help: 'Where runs are kept' },
  tokenizer: {
    kind: 'text',
    value: 'file',
    help: 'A tokenizer.json that counts the output tokens of answers without usage',
  },
} as const satisfies Record<string, Field>;

/** What makes a run fail or end early, and how it keeps connections; no profile has them. */
const RUN_FIELDS = {
  runName: {
    kind: 'text',
    value: 'name',
    help: 'What runs of one kind are called together, for --baseline latest-good',
  },
  pods: {
    kind: 'number',
    value: 'count',
    help: 'Pods that send the load, each a worker, where the value workers.enabled lets them be made',
  },
  maxErrorRate: {
    kind: 'fraction',
    value: 'fraction',
    help: 'Exit with 1 where a larger fraction of the requests failed',
  },
  stopOnErrors: {
    kind: 'errors',
    value: 'fraction or count',
    help: 'End the run as soon as so many of the last 100 finished requests failed: 50% or 20',
  },
  waitReady: {
    kind: 'text',
    value: 'duration',
    help: 'Longest time to wait until every replica of the target is ready',
  },
  price: {
    kind: 'price',
    value: 'amount/gpu-hour',
    help: 'What a GPU of the target costs, such as 2.50/gpu-hour, for the cost of tokens and requests',
  },
  prometheusUrl: {
    kind: 'text',
    value: 'url',
    help: "Prometheus to ask for the power of the target's GPUs, as DCGM's exporter has it, for the energy of tokens",
  },
  serverMetrics: {
    kind: 'flag',
    help: "Scrape the server's own metrics during the run, and set them beside the figures",
  },
  wait: { kind: 'flag', help: 'Wait until every replica of the target is ready' },
  connectionReuse: {
    kind: 'text',
    value: 'auto|always|never',
    help: 'Use a connection again: where it is known to be open, always, or never',
  },
} as const satisfies Record<string, Field>;

/** All settings that flags and environment can give. */
export const FIELDS: Readonly<Record<FieldName, Field>> = {
  ...PLACE_FIELDS,
  ...LOAD_FIELDS,
  ...RUN_FIELDS,
};

/** The name of a setting. */
export type FieldName =
  | keyof typeof LOAD_FIELDS
  | keyof typeof PLACE_FIELDS
  | keyof typeof RUN_FIELDS;

/** The names of all settings, in the order of the help. */
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];

/** The environment variable of a setting, for example `KVMINI_MAX_TOKENS`. */
export const variableOf = (name: string): string =>
  `KVMINI_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

const shape = profileLoad.def.shape;

/** What a setting is for, in a sentence. */
export function describe(name: FieldName): string {
  const inProfile = shape[name as keyof typeof shape];
  return FIELDS[name].help ?? documented.get(inProfile)?.description ?? '';
}

/** The names that a profile may hold at a path, the harness's own ones first. */
export function profileFields(path: readonly PropertyKey[]): readonly string[] {
  const at =
    path[0] === 'slo' ? shape.slo.def.innerType.def.shape : { ...shape, ...profile.def.shape };
  return Object.keys(at);
}
