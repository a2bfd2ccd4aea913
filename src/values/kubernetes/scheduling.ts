import { field } from 'kvmini-contract/documented';
import { anyText, integer, labelKey, labelValue, oneOf } from '../formats';
import { once } from '../once';
import { anyMap, listOf, named, required } from './named';
import { labelSelector } from './selectors';

export const toleration = named('Toleration', 'Lets the pod run on a tainted node.', () => ({
  key: field(labelKey(), 'Key of the taint; none, with `Exists`, for every taint'),
  operator: field(oneOf('Exists', 'Equal'), 'How the value is compared'),
  value: field(labelValue(), 'Value of the taint'),
  effect: field(oneOf('NoSchedule', 'PreferNoSchedule', 'NoExecute'), 'Effect of the taint'),
  tolerationSeconds: field(
    integer('a whole number of seconds', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    'Seconds until a `NoExecute` taint evicts the pod',
  ),
}));

const weight = once(() => integer('a weight from 1 to 100', 1, 100));

const nodeSelector = named('NodeSelector', 'Nodes by their labels; one term is enough.', () => ({
  nodeSelectorTerms: required(listOf(anyMap()), 'Terms, each with `matchExpressions`'),
}));

const preferredNodes = named(
  'PreferredSchedulingTerm',
  'Nodes that are better by a weight.',
  () => ({
    weight: required(weight(), 'From 1 to 100'),
    preference: required(anyMap(), 'The nodes, with `matchExpressions`'),
  }),
);

const podTerm = named('PodAffinityTerm', 'Pods, and how near is near.', () => ({
  topologyKey: required(labelKey(), 'Label of nodes that tells one place from another'),
  labelSelector: field(labelSelector(), 'The pods'),
  namespaceSelector: field(labelSelector(), 'The namespaces they are in'),
  namespaces: field(listOf(anyText()), 'The same by name'),
}));

const weightedPodTerm = named(
  'WeightedPodAffinityTerm',
  'Pods whose nearness has a weight.',
  () => ({
    weight: required(weight(), 'From 1 to 100'),
    podAffinityTerm: required(podTerm(), 'The pods'),
  }),
);

const nodeAffinity = named('NodeAffinity', 'Nodes that the pod needs or prefers.', () => ({
  requiredDuringSchedulingIgnoredDuringExecution: field(nodeSelector(), 'Nodes it needs'),
  preferredDuringSchedulingIgnoredDuringExecution: field(
    listOf(preferredNodes()),
    'Nodes it prefers',
  ),
}));

const podAffinity = named(
  'PodAffinity',
  'Pods that the pod needs or prefers to be near or far.',
  () => ({
    requiredDuringSchedulingIgnoredDuringExecution: field(listOf(podTerm()), 'A need'),
    preferredDuringSchedulingIgnoredDuringExecution: field(
      listOf(weightedPodTerm()),
      'A preference',
    ),
  }),
);

export const affinity = named('Affinity', 'Which nodes and neighbours the pod prefers.', () => ({
  nodeAffinity: field(nodeAffinity(), 'By labels of nodes'),
  podAffinity: field(podAffinity(), 'Near other pods'),
  podAntiAffinity: field(podAffinity(), 'Away from other pods'),
}));

export const topologySpreadConstraint = named(
  'TopologySpreadConstraint',
  'How pods are spread over zones or nodes.',
  () => ({
    maxSkew: required(integer('a whole number from 1', 1), 'Most pods more than elsewhere'),
    topologyKey: required(labelKey(), 'Label of nodes that tells one place from another'),
    whenUnsatisfiable: required(
      oneOf('DoNotSchedule', 'ScheduleAnyway'),
      'What happens where the skew would be larger',
    ),
    labelSelector: field(labelSelector(), 'Pods that are counted'),
  }),
);
