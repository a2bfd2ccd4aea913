import * as z from 'zod/mini';
import { flag, labels } from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { clearable, clearableSection, section } from '../setting';
import { resourceList } from './resources';

const AMOUNTS = {
  cpu: [undefined, 'CPU, such as 1 or 1500m'],
  memory: [undefined, 'Memory, such as 1Gi'],
  'ephemeral-storage': [undefined, 'Local disk for rows, such as 2Gi'],
} as const;

/** `workers`. */
export const workers = () =>
  section('The pods of `kvmini bench --pods`: each sends its share of a run', {
    enabled: clearable(
      flag(),
      false,
      "Let the harness make Jobs of such pods in the release's namespace, by a Role, and let these connect to it",
    ),
    resources: clearableSection(
      section("CPU and memory of each; empty: those of the harness's own container", {
        requests: resourceList('What each pod is sure to get', AMOUNTS),
        limits: resourceList('What each pod may use at most', AMOUNTS),
      }),
      { requests: {}, limits: {} },
    ),
    nodeSelector: clearable(
      labels(),
      {},
      "Labels of the nodes to run on; empty: those of the harness's own pod",
    ),
    tolerations: clearable(
      z.array(kubernetes('Toleration'), { error: 'a list of tolerations' }),
      [],
      "Taints of nodes that they accept; empty: those of the harness's own pod",
    ),
    topologySpreadConstraints: clearable(
      z.array(kubernetes('TopologySpreadConstraint'), { error: 'a list of constraints' }),
      [],
      'How they are spread over zones and nodes',
    ),
  });
