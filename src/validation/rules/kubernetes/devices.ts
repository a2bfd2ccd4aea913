import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Fields,
  type Finding,
  fieldsOf,
  itemsOf,
  needed,
  textOf,
  wrong,
} from '../finding';
import { repeated } from '../repeated';

const hasBacksteps = (path: string) => path.split('/').includes('..');

const device: Check = function* (value, at) {
  const { devicePath, ...named } = fieldsOf(value);
  yield* needed({ ...named, devicePath }, at, 'name', 'devicePath');
  if (hasBacksteps(textOf(devicePath))) {
    yield wrong('wrong-format', [...at, 'devicePath'], 'a path without ".."', devicePath);
  }
};

const textsOf = (list: unknown, key: string) =>
  itemsOf(list)
    .map((item) => textOf(fieldsOf(item)[key]))
    .filter((text) => text !== '');

/** `ValidateVolumeDevices` of Kubernetes' core validation; that the volumes are there is another rule. */
export function* devices(container: Fields, at: Path): Generator<Finding> {
  const { volumeDevices, volumeMounts } = container;
  const here = [...at, 'volumeDevices'];
  yield* each(volumeDevices, here, device);
  yield* repeated(volumeDevices, here, 'name', textsOf(volumeMounts, 'name'));
  yield* repeated(volumeDevices, here, 'devicePath', textsOf(volumeMounts, 'mountPath'));
}
