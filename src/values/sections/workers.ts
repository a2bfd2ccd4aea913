import * as z from 'zod/mini';
import { flag, labels, quantity } from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { clearable, clearableSection, openSection, removable, section } from '../setting';

const resourceList = (description: string) =>
  clearableSection(
    openSection(description, quantity(), {
      cpu: removable(quantity(), undefined, 'CPU, such as 1 or 1500m'),
      memory: removable(quantity(), undefined, 'Memory, such as 1Gi'),
      'ephemeral-storage': removable(quantity(), undefined, 'Local disk for rows, such as 2Gi'),
    }),
    {},
  );

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
        requests: resourceList('What each pod is sure to get'),
        limits: resourceList('What each pod may use at most'),
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
