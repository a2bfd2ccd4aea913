import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  needed,
  textsOf,
} from '../finding';
import { repeated } from '../repeated';
import { noBacksteps } from './texts';

const device: Check = function* (value, at) {
  yield* needed(fieldsOf(value), at, 'name', 'devicePath');
  yield* inside(fieldsOf(value), at, 'devicePath', noBacksteps);
};

/** `ValidateVolumeDevices` of Kubernetes' core validation; that the volumes are there is another rule. */
export function* devices(container: Fields, at: Path): Generator<Finding> {
  const { volumeDevices, volumeMounts } = container;
  const here = [...at, 'volumeDevices'];
  const mounted = (field: string) => ({ volumeMounts: textsOf(volumeMounts, field) });
  yield* each(volumeDevices, here, device);
  yield* repeated(volumeDevices, here, 'name', mounted('name'));
  yield* repeated(volumeDevices, here, 'devicePath', mounted('mountPath'));
}
