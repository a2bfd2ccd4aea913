import { printable } from 'kvmini-contract/printable';
import type { RawSeries, Sample } from './api';
import type { GpuPower } from './power';

/** The power of GPUs as DCGM's exporter names it. @see https://docs.nvidia.com/datacenter/dcgm/latest/gpu-telemetry/dcgm-exporter.html */
export const POWER = 'DCGM_FI_DEV_POWER_USAGE';

/**
 * Labels of a series' namespace and pod: where a Prometheus does not honour labels, as by default, those of the exporter's own pod
 * take the place of these.
 */
const LABELS = [
  ['exported_namespace', 'exported_pod'],
  ['namespace', 'pod'],
] as const;

/** Selectors of the power of these pods' GPUs; a GPU is found by one of them. */
export function powerSelectors(namespace: string, pods: readonly string[]): string[] {
  const names = pods.map((name) => name.replaceAll('.', '\\\\.')).join('|');
  return LABELS.map(
    ([space, pod]) => `${POWER}{${space}=${JSON.stringify(namespace)},${pod}=~"${names}"}`,
  );
}

type Gathered = Map<string, { pod: string; gpu: string; parts: Map<string, Sample[]> }>;

/** Puts series together by their GPU; or says why the power of one is not that of a pod. */
export function gpusIn(
  series: readonly RawSeries[],
  expected: ReadonlyMap<string, number>,
): readonly GpuPower[] | string {
  const gpus: Gathered = new Map();
  for (const each of series) {
    const pod = podOf(each.labels, expected);
    const problem = pod === undefined ? undefined : gather(gpus, pod, each);
    if (problem !== undefined) return problem;
  }
  const found = [...gpus.values()].map((each) => ({ ...each, parts: [...each.parts.values()] }));
  return missing(found, expected) ?? found;
}

function gather(gpus: Gathered, pod: string, { labels, samples }: RawSeries): string | undefined {
  if (labels.GPU_I_ID) return `a GPU of ${pod} is a part of one (MIG), and power is of the whole`;
  const gpu = printable(labels.UUID ?? `${labels.Hostname ?? ''}/${labels.gpu ?? ''}`, 80);
  const known = gpus.get(gpu) ?? { pod, gpu, parts: new Map<string, Sample[]>() };
  if (known.pod !== pod) return `${known.pod} and ${pod} share a GPU`;
  const key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  known.parts.set(key, [...(known.parts.get(key) ?? []), ...samples]);
  gpus.set(gpu, known);
  return undefined;
}

const podOf = (labels: RawSeries['labels'], expected: ReadonlyMap<string, number>) =>
  LABELS.map(([, pod]) => labels[pod]).find((name) => name !== undefined && expected.has(name));

/** A GPU of which nothing is known would be one that takes no power. */
function missing(
  found: readonly GpuPower[],
  expected: ReadonlyMap<string, number>,
): string | undefined {
  for (const [pod, gpus] of expected) {
    const known = found.filter((each) => each.pod === pod).length;
    if (known === gpus) continue;
    const has = `${pod} has ${gpus} ${gpus === 1 ? 'GPU' : 'GPUs'}`;
    return `${has}, and Prometheus has ${POWER} of ${known}: DCGM's exporter must run on the node, and name pods`;
  }
  return undefined;
}
