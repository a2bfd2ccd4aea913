import { isDeepStrictEqual } from 'node:util';
import { besideHarness, runPodName } from 'kvmini-contract/pod-layout';
import type { Fields, Pod } from './shapes';

const NAME_LABEL = 'app.kubernetes.io/name';
const INSTANCE_LABEL = 'app.kubernetes.io/instance';
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';

interface Term extends Fields {
  readonly labelSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
}

/** Whether a term is what holds a run's pod to the harness's node, for the sake of a volume that its workers do not have. */
function isForVolume(term: Term, { metadata: { labels = {} } }: Pod): boolean {
  const name = term.labelSelector?.matchLabels?.[NAME_LABEL];
  if (name === undefined || runPodName(name) !== labels[NAME_LABEL]) return false;
  const instance = labels[INSTANCE_LABEL] ?? '';
  return isDeepStrictEqual(term, besideHarness({ [NAME_LABEL]: name, [INSTANCE_LABEL]: instance }));
}

/** Where the workers of a pod are to run: where itself may, but for what binds it to a volume. */
export function affinityOf(pod: Pod): { readonly affinity?: Fields } {
  const affinity = pod.spec.affinity as Fields | undefined;
  if (affinity === undefined) return {};
  const { podAffinity, ...others } = affinity as { podAffinity?: Fields };
  const { [REQUIRED]: required, ...preferred } = (podAffinity ?? {}) as Record<string, unknown>;
  const left = ((required ?? []) as readonly Term[]).filter((term) => !isForVolume(term, pod));
  const pods = { ...preferred, ...(left.length > 0 && { [REQUIRED]: left }) };
  const all = { ...others, ...(Object.keys(pods).length > 0 && { podAffinity: pods }) };
  return Object.keys(all).length > 0 ? { affinity: all } : {};
}
