import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  eachOnce,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  needed,
  textOf,
  withoutIts,
  wrong,
} from '../finding';
import { pathInside } from './texts';

/** What a mount is in. */
interface Place {
  /** Whether the container is privileged. */
  readonly isPrivileged: boolean;
}

/** `validateMountPropagation` and `validateMountRecursiveReadOnly` of Kubernetes' core validation. */
function* propagation(mount: Fields, at: Path, { isPrivileged }: Place): Generator<Finding> {
  const { mountPropagation, recursiveReadOnly, readOnly } = mount;
  if (mountPropagation === 'Bidirectional' && !isPrivileged) {
    const expected = 'HostToContainer or None, since the container is not privileged';
    yield wrong('conflict', [...at, 'mountPropagation'], expected, mountPropagation);
  }
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return;
  const here = [...at, 'recursiveReadOnly'];
  if (readOnly !== true) {
    yield wrong('conflict', here, 'Disabled, since readOnly is not true', recursiveReadOnly);
  } else if ((mountPropagation ?? 'None') !== 'None') {
    yield wrong(
      'conflict',
      here,
      'Disabled, since mountPropagation is not None',
      recursiveReadOnly,
    );
  }
}

/** `validateBindMountOptions`. */
const bindMountOptions: Check = (list, at) => eachOnce(list, at, 'each option once');

/** `ValidateVolumeMounts`, of one mount by itself. */
export const mounts = (list: unknown, at: Path, place: Place) =>
  each(list, at, function* (item, here) {
    const mount = fieldsOf(item);
    yield* needed(mount, here, 'name', 'mountPath');
    const hasSubPath = textOf(mount.subPath) !== '';
    if (hasSubPath && textOf(mount.subPathExpr) !== '') {
      yield* withoutIts(mount, here, 'subPathExpr', 'since there is a subPath');
    } else yield* inside(mount, here, 'subPathExpr', pathInside);
    yield* inside(mount, here, 'subPath', pathInside);
    yield* propagation(mount, here, place);
    yield* inside(mount, here, 'bindMountOptions', bindMountOptions);
  });
