/** Keys of kserve-vllm-mini's own charts that this chart has not, and what takes their place. */
import { isPlainObject } from '../helm/json';
import { once } from '../values/once';
import { formatPath, type Path } from '../values/path';
import type { LocatedIssue } from './issues';

/** One key of upstream's, or all that is below one. */
export interface UpstreamKey {
  /** Its path in upstream's values. */
  readonly key: string;
  /** The value here that takes its place, where it is one, with the same meaning. */
  readonly path?: string;
  /** What takes its place otherwise, or what there is to know beside; Markdown, since a page shows it too. */
  readonly says?: string;
}

const PROFILE = 'in a profile that `benchmark.defaultProfile` names';
const ISVC = 'a field of the InferenceService, which the harness measures and does not deploy';
const DEPLOY = 'deploy it by itself, or as an object of `extraObjects`';

/** The keys of the chart `kvmini`, of upstream. */
const HARNESS: readonly UpstreamKey[] = [
  {
    key: 'benchmark.storage',
    path: 'persistence',
    says: 'it has `enabled`, `size`, `storageClass` and more',
  },
  { key: 'benchmark.storage.enabled', path: 'persistence.enabled' },
  { key: 'benchmark.storage.size', path: 'persistence.size' },
  { key: 'benchmark.storage.storageClass', path: 'persistence.storageClass' },
  {
    key: 'benchmark.prometheus',
    path: 'monitoring',
    says: 'one scrapes the harness, and `monitoring.prometheus.url` is one that runs ask for the power of GPUs',
  },
  {
    key: 'benchmark.prometheus.enabled',
    path: 'monitoring.enabled',
    says: 'a Prometheus then scrapes the harness; `monitoring.resources.enabled` samples CPU and memory of the target without one',
  },
  {
    key: 'benchmark.prometheus.url',
    path: 'monitoring.prometheus.url',
    says: "runs ask it for the power of the target's GPUs; `extraEnv` sets PROMETHEUS_URL for programs of your own",
  },
  {
    key: 'benchmark.defaults',
    says: `a load stands ${PROFILE}: \`benchmark.profiles.NAME\` has \`requests\`, \`concurrency\` and \`maxTokens\``,
  },
  { key: 'benchmark.defaults.namespace', path: 'global.isvc.namespace' },
  { key: 'benchmark.defaults.requests', path: 'benchmark.profiles.NAME.requests', says: PROFILE },
  {
    key: 'benchmark.defaults.concurrency',
    path: 'benchmark.profiles.NAME.concurrency',
    says: PROFILE,
  },
  { key: 'benchmark.defaults.maxTokens', path: 'benchmark.profiles.NAME.maxTokens', says: PROFILE },
  { key: 'benchmark.model', path: 'global.model', says: 'it has `storageUri`' },
  { key: 'benchmark.model.uri', path: 'global.model.storageUri' },
  { key: 'benchmark.model.runtime', says: `leave it out: it is ${ISVC}` },
  { key: 'benchmark.inference', says: `leave it out: each is ${ISVC}` },
  { key: 'benchmark.inference.gpuLimit', says: `leave it out: it is ${ISVC}` },
  { key: 'benchmark.inference.minReplicas', says: `leave it out: it is ${ISVC}` },
  { key: 'benchmark.inference.maxReplicas', says: `leave it out: it is ${ISVC}` },
  {
    key: 'scripts',
    path: 'extraVolumes',
    says: "with `extraVolumeMounts`, it mounts a ConfigMap of your own; the chart's files are always at `/opt/kvmini`",
  },
  {
    key: 'scripts.enabled',
    path: 'extraVolumes',
    says: "with `extraVolumeMounts`, it mounts a ConfigMap of your own; the chart's files are always at `/opt/kvmini`",
  },
];

/** The keys of the parent chart `kserve-vllm-mini`, where its values are given in place of the harness's own. */
const PARENT: readonly UpstreamKey[] = [
  {
    key: 'kvmini',
    says: 'these are values of a parent chart; `template --parent` reads `kvmini` and `global` out of them, and so does `KvminiHarness.subchart`',
  },
  {
    key: 'inferenceService',
    says: `it belongs to the parent chart; ${DEPLOY}, and name it in \`global.isvc\``,
  },
  { key: 'inferenceService.name', path: 'global.isvc.name' },
  { key: 'inferenceService.namespace', path: 'global.isvc.namespace' },
  { key: 'inferenceService.predictor.storageUri', path: 'global.model.storageUri' },
  { key: 'servingRuntime', says: `it belongs to the parent chart; ${DEPLOY}` },
  { key: 'servingRuntimeCPU', says: `it belongs to the parent chart; ${DEPLOY}` },
  {
    key: 'namespace',
    says: "the namespace of the release is no value: it is `-n NAME`, with `--create-namespace`, or the construct's `namespace`",
  },
];

/** Every key of upstream's that is refused here: the messages and the page about them are made of it. */
export const UPSTREAM_KEYS = { HARNESS, PARENT } as const;

const byKey = once(() => new Map([...HARNESS, ...PARENT].map((row) => [row.key, row])));

const issueOf = (at: Path, { path, says = '' }: UpstreamKey): LocatedIssue => {
  const instead = path === undefined ? [] : [`here it is ${path}`];
  const words = [...instead, ...(says === '' ? [] : [says.replaceAll('`', '')])].join('; ');
  const issue = { code: 'unknown-key', at, message: `unknown key; ${words}` } as const;
  return path === undefined ? issue : { ...issue, suggestion: path };
};

const hasBelow = (key: string) => [...byKey().keys()].some((known) => known.startsWith(`${key}.`));

/** What is said of the keys below a key, and whether each of them is known. */
function below(at: Path, value: object): { found: readonly LocatedIssue[]; isAll: boolean } {
  const members = Object.entries(value).map(([key, member]) => upstreamKeys([...at, key], member));
  return { found: members.flat(), isAll: members.every((issues) => issues.length > 0) };
}

/**
 * What takes the place of a key of upstream's: a line for each key below it that has a row, and one for the key itself where there is
 * more.
 *
 * @param value what stands there
 * @returns nothing for a key that is none of upstream's
 */
export function upstreamKeys(at: Path, value: unknown): readonly LocatedIssue[] {
  const key = formatPath(at);
  const row = byKey().get(key);
  const inside =
    isPlainObject(value) && hasBelow(key) ? below(at, value) : { found: [], isAll: false };
  const own = row && (inside.found.length === 0 || !inside.isAll) ? [issueOf(at, row)] : [];
  return [...own, ...inside.found];
}
