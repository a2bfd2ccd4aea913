import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  needed,
  withoutIts,
  wrong,
} from '../finding';
import { repeated } from '../repeated';
import { devices } from './devices';
import { environment, environmentSources } from './environment';
import { mounts } from './mounts';
import { hostPorts, ports } from './ports';
import { alone, lifecycle, livenessProbe, readinessProbe } from './probes';
import { containerResources } from './resources';
import { resizePolicy, restartRules } from './restarts';
import { containerSecurity } from './security';

/** `validateContainerCommon` of Kubernetes' core validation. */
function* common(container: Fields, at: Path): Generator<Finding> {
  yield* needed(container, at, 'name', 'image');
  yield* inside(container, at, 'ports', ports);
  yield* inside(container, at, 'env', environment);
  yield* inside(container, at, 'envFrom', environmentSources);
  const isPrivileged = fieldsOf(container.securityContext).privileged === true;
  yield* inside(container, at, 'volumeMounts', function* (list, here) {
    yield* mounts(list, here, { isPrivileged });
    yield* repeated(list, here, 'mountPath', {});
  });
  yield* devices(container, at);
  yield* inside(container, at, 'resources', containerResources);
  yield* claims(container, at);
  yield* resizePolicy(container, at);
  yield* restartRules(container, at);
  yield* inside(container, at, 'securityContext', containerSecurity);
}

/** `validateContainerResourceName`: of the claims of the pod, which the chart gives none. */
function* claims(container: Fields, at: Path): Generator<Finding> {
  const { claims: named } = fieldsOf(container.resources);
  for (const [index, claim] of itemsOf(named).entries()) {
    const here = [...at, 'resources', 'claims', index];
    yield wrong('conflict', here, 'none, since the pod has no resource claims', claim);
  }
}

const HOOKS = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];

function* hooks(container: Fields, at: Path, grace: unknown): Generator<Finding> {
  yield* inside(container, at, 'lifecycle', lifecycle(grace));
  yield* inside(container, at, 'livenessProbe', alone(livenessProbe));
  yield* inside(container, at, 'readinessProbe', alone(readinessProbe));
  yield* inside(container, at, 'startupProbe', alone(livenessProbe));
}

/** `validateContainers`, of containers beside the harness. */
export const containers = (grace: unknown): Check =>
  function* (list, at) {
    yield* each(list, at, function* (item, here) {
      const container = fieldsOf(item);
      yield* common(container, here);
      yield* hooks(container, here, grace);
    });
    yield* hostPorts(list, at);
  };

/** `validateInitContainers`: only one that goes on beside the harness has what looks after it. */
export const initContainers =
  (grace: unknown): Check =>
  (list, at) =>
    each(list, at, function* (item, here) {
      const container = fieldsOf(item);
      yield* common(container, here);
      if (container.restartPolicy === 'Always') yield* hooks(container, here, grace);
      else {
        const why =
          'since it ends before the harness starts; restartPolicy: Always keeps it running';
        for (const hook of HOOKS) yield* withoutIts(container, here, hook, why);
      }
    });
