import type { k8s } from 'cdk8s-plus-28';
import { besideHarness } from 'kvmini-contract/pod-layout';
import type { Run } from '../release/run';
import { container } from './container';
import { filled, type Plain } from './manifest';
import { podTemplate } from './pod';

type Affinity = Plain<k8s.Affinity>;

/** The harness's container with another command; nobody connects to it, and it ends by itself. */
function runContainer({ release, args }: Run): Plain<k8s.Container> {
  const { ports, livenessProbe, readinessProbe, startupProbe, lifecycle, ...same } =
    container(release);
  return {
    ...same,
    command: ['kvmini', 'bench'],
    args,
    // Its last lines say why it failed; so does then the status of the pod.
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
}

/** A volume of one node is where the harness is: there the run's pod has to be, whatever keeps pods of the release apart. */
function affinityOf({ release, harness, isBesideHarness }: Run): Affinity {
  const affinity = release.values.affinity as Affinity;
  if (!isBesideHarness) return affinity;
  const { podAffinity = {}, podAntiAffinity = {} } = affinity;
  const { requiredDuringSchedulingIgnoredDuringExecution: apart, ...preferred } = podAntiAffinity;
  const { requiredDuringSchedulingIgnoredDuringExecution: beside = [] } = podAffinity;
  return {
    ...filled({ nodeAffinity: affinity.nodeAffinity ?? {}, podAntiAffinity: preferred }),
    podAffinity: {
      ...podAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: [
        ...beside,
        besideHarness(harness.selectorLabels),
      ],
    },
  };
}

/** The pod of a run: the harness's own but for what it does, what it is called, and what runs beside it. */
export function runPodTemplate(run: Run): Plain<k8s.PodTemplateSpec> {
  const { metadata, spec } = podTemplate(run.release);
  // Containers beside it would never end, and the harness's constraints count the harness's pods.
  const { containers, affinity, topologySpreadConstraints, ...same } = spec as Plain<k8s.PodSpec>;
  return {
    metadata: { ...metadata, labels: { ...metadata?.labels, ...run.labels } },
    spec: {
      ...same,
      restartPolicy: 'Never',
      containers: [runContainer(run)],
      ...filled({ affinity: affinityOf(run) }),
    },
  };
}
