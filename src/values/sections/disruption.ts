import { flag, integer, numberOrText, oneOfOrEmpty } from '../formats';
import { clearable, section } from '../setting';

const PODS = 'a whole number from 0, a percentage such as "50%", or "" for none';

const pods = () => numberOrText(PODS, integer(PODS, 0), /^$|^(100|[1-9]?[0-9])%$/);

/** `podDisruptionBudget`. */
export const podDisruptionBudget = () =>
  section('How many pods a node drain must leave', {
    enabled: clearable(flag(), false, 'Create a PodDisruptionBudget'),
    minAvailable: clearable(
      pods(),
      1,
      'Pods that must stay available, as a number or a percentage',
    ),
    maxUnavailable: clearable(
      pods(),
      '',
      'Pods that may be unavailable, in place of the default `minAvailable`; only one of the two can be set',
    ),
    unhealthyPodEvictionPolicy: clearable(
      oneOfOrEmpty('IfHealthyBudget', 'AlwaysAllow'),
      '',
      "Whether pods that are not ready may be evicted; empty: Kubernetes' `IfHealthyBudget`",
    ),
  });
