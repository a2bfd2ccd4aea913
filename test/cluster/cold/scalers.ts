import { NAMESPACE } from './deployment';

/** An autoscaler of a target's Deployment. */
export const autoscalerOf = (target: string, name = target) => ({
  ...{ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  metadata: { name, namespace: NAMESPACE },
  spec: {
    maxReplicas: 3,
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `${target}-predictor` },
  },
});

/** What has KEDA scale a target, and the autoscaler that KEDA makes of it. */
export const scaledByKeda = (target: string, minReplicaCount: number) => [
  {
    ...{ apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject' },
    metadata: { name: target, namespace: NAMESPACE },
    spec: {
      ...{ minReplicaCount, scaleTargetRef: { name: `${target}-predictor` } },
      triggers: [{ type: 'kubernetes-workload', metadata: { podSelector: 'a=b', value: '1' } }],
    },
  },
  autoscalerOf(target, `keda-hpa-${target}`),
];
