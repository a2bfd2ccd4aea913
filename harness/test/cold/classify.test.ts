import { expect, test } from 'vitest';
import { classify, type Scaling } from '../../src/cold/classify';
import { autoscalersIn, deploymentsIn, scaledObjectsIn } from '../../src/cold/shapes';

const PODS = 'serving.kserve.io/inferenceservice=demo';
const LABELS = { 'serving.kserve.io/inferenceservice': 'demo', app: 'isvc.demo' };

interface Made {
  readonly name?: string;
  readonly replicas?: unknown;
  readonly labels?: object;
  readonly annotations?: object;
  readonly podLabels?: object;
  readonly owner?: string;
  readonly manager?: string;
}

const deployment = (made: Made = {}) => ({
  metadata: {
    name: made.name ?? 'demo-predictor',
    ...{ labels: made.labels, annotations: made.annotations },
    ...(made.owner && {
      ownerReferences: [{ kind: made.owner, name: 'demo', controller: true, uid: 'x' }],
    }),
    ...(made.manager && { managedFields: [{ manager: made.manager }] }),
  },
  spec: {
    ...('replicas' in made ? { replicas: made.replicas } : { replicas: 2 }),
    template: { metadata: { labels: made.podLabels ?? LABELS } },
  },
});
const target = (name = 'demo-predictor', kind: string | undefined = 'Deployment') => ({
  metadata: { name: `of-${name}` },
  spec: { scaleTargetRef: { kind, name } },
});
const scaled = (spec: object, annotations = {}, name = 'demo-predictor') => ({
  metadata: { name: 'demo-so', annotations },
  spec: { scaleTargetRef: { name }, ...spec },
});

function found(
  deployments: readonly unknown[],
  {
    hpas = [],
    objects = [],
    ownerReplicas,
  }: {
    hpas?: readonly unknown[];
    objects?: readonly unknown[];
    ownerReplicas?: number | null;
  } = {},
) {
  const scaling: Scaling = {
    ...{ pods: PODS, deployments: deploymentsIn(deployments), ownerReplicas },
    autoscalers: autoscalersIn(hpas),
    scaledObjects: scaledObjectsIn(objects),
  };
  return classify(scaling);
}

const KNATIVE = { 'serving.knative.dev/revision': 'demo-predictor-00002' };
const generation = (number: number) => ({
  ...KNATIVE,
  'serving.knative.dev/configurationGeneration': `${number}`,
});

test.each<[string, ReturnType<typeof found>, string, string, number]>([
  ['nobody else', found([deployment()]), 'Deployment', 'demo-predictor', 2],
  ['at zero', found([deployment({ replicas: 0 })]), 'Deployment', 'demo-predictor', 0],
  ['no number', found([deployment({ replicas: undefined })]), 'Deployment', 'demo-predictor', 1],
  [
    "others' pods and autoscalers",
    found([deployment(), deployment({ name: 'other', podLabels: { app: 'other' } })], {
      hpas: [target('other'), target('demo-predictor', 'StatefulSet')],
      objects: [scaled({}, {}, 'other')],
    }),
    ...(['Deployment', 'demo-predictor', 2] as const),
  ],
  [
    "KServe's, left to others",
    found([
      deployment({
        owner: 'InferenceService',
        annotations: { 'serving.kserve.io/autoscalerClass': 'external' },
      }),
    ]),
    ...(['Deployment', 'demo-predictor', 2] as const),
  ],
  [
    "an LLMInferenceService's without replicas",
    found([deployment({ owner: 'LLMInferenceService' })], { ownerReplicas: null }),
    ...(['Deployment', 'demo-predictor', 2] as const),
  ],
  ['Knative', found([deployment({ labels: KNATIVE })]), 'Knative', 'demo-predictor', 2],
  [
    "Knative's newest revision",
    found([
      deployment({ name: 'old', labels: generation(9), replicas: 0 }),
      deployment({ name: 'new', labels: generation(10) }),
    ]),
    ...(['Knative', 'new', 2] as const),
  ],
  [
    'KEDA, with the HPA that it makes',
    found([deployment({ owner: 'InferenceService' })], {
      hpas: [target()],
      objects: [scaled({ minReplicaCount: 0 })],
    }),
    ...(['KEDA', 'demo-predictor', 2] as const),
  ],
  [
    'KEDA by default',
    found([deployment()], { objects: [scaled({})] }),
    'KEDA',
    'demo-predictor',
    2,
  ],
  [
    'KEDA, idle at zero',
    found([deployment()], { objects: [scaled({ minReplicaCount: 2, idleReplicaCount: 0 })] }),
    ...(['KEDA', 'demo-predictor', 2] as const),
  ],
])('%s', (_, scalable, way, name, replicas) => {
  expect(scalable).toMatchObject({ way, deployment: name, replicas });
});

test.each<[string, ReturnType<typeof found>, RegExp]>([
  ['no Deployment', found([]), /^no Deployment makes its pods/],
  ['what is no Deployment', found([{ kind: 'x' }, null, 5]), /^no Deployment makes its pods/],
  [
    'two Deployments',
    found([deployment(), deployment({ name: 'demo-prefill' })]),
    /^several Deployments make its pods.*: demo-predictor, demo-prefill$/,
  ],
  [
    'a HorizontalPodAutoscaler',
    found([deployment()], { hpas: [target()] }),
    /the HorizontalPodAutoscaler of-demo-predictor decides on its replicas/,
  ],
  ...(
    [
      ['annotations', 'argocd.argoproj.io/tracking-id', 'Argo CD'],
      ['labels', 'argocd.argoproj.io/instance', 'Argo CD'],
      ['labels', 'kustomize.toolkit.fluxcd.io/name', 'Flux'],
      ['labels', 'helm.toolkit.fluxcd.io/name', 'Flux'],
    ] as const
  ).map(([where, key, who]): [string, ReturnType<typeof found>, RegExp] => [
    key,
    found([deployment({ [where]: { [key]: 'x' } })]),
    new RegExp(`${who} \\(${key}\\) would put its scale back`),
  ]),
  [
    "Argo CD's fields",
    found([deployment({ manager: 'argocd-controller' })]),
    /Argo CD \(it wrote to it as argocd-controller\) would put its scale back/,
  ],
  [
    "Flux's fields",
    found([deployment({ manager: 'kustomize-controller' })]),
    /Flux .* would put its scale back/,
  ],
  [
    "KServe's own replicas",
    found([
      deployment({
        owner: 'InferenceService',
        annotations: { 'serving.kserve.io/autoscalerClass': 'none' },
      }),
    ]),
    /KServe keeps its replicas as the InferenceService demo says/,
  ],
  [
    'an LLMInferenceService with replicas',
    found([deployment({ owner: 'LLMInferenceService' })], { ownerReplicas: 2 }),
    /spec\.replicas: 2/,
  ],
  [
    'an LLMInferenceService that may not be read',
    found([deployment({ owner: 'LLMInferenceService' })]),
    /rbac\.llmInferenceServices/,
  ],
  [
    'another controller',
    found([deployment({ owner: 'NIMService' })]),
    /the NIMService demo made it, and decides on its replicas/,
  ],
  [
    'Knative that keeps one',
    found([
      deployment({ labels: KNATIVE, annotations: { 'autoscaling.knative.dev/min-scale': '1' } }),
    ]),
    /^Knative keeps 1 of the Deployment/,
  ],
  [
    'KEDA that keeps one',
    found([deployment()], { objects: [scaled({ minReplicaCount: 1 })] }),
    /^the ScaledObject demo-so keeps 1 /,
  ],
  [
    'KEDA that is paused',
    found([deployment()], {
      objects: [scaled({}, { 'autoscaling.keda.sh/paused-replicas': '0' })],
    }),
    /^the ScaledObject demo-so is paused/,
  ],
])('refused: %s', (_, why, expected) => {
  expect(why).toMatch(expected);
});
