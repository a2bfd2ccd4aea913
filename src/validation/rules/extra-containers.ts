import { CHART } from '../../chart/chart';
import type { Values } from '../../helm/json';
import type { Path } from '../../values/path';
import { type Finding, fieldsOf, itemsOf, textsOf } from './finding';
import { byChart, repeated } from './repeated';
import { blocks, fileKeys, known } from './volumes';

/** Each volume that a container beside the harness names is there. */
export function* volumesOf(list: unknown, at: Path, all: Values): Generator<Finding> {
  for (const [index, item] of itemsOf(list).entries()) {
    const { volumeMounts, volumeDevices, env } = fieldsOf(item);
    yield* known(volumeMounts, [...at, index, 'volumeMounts'], all);
    yield* blocks(volumeDevices, [...at, index, 'volumeDevices'], all);
    yield* fileKeys(env, [...at, index, 'env'], all);
  }
}

/** Containers have one name each; those before the harness are named after those beside it, as Kubernetes does. */
export const names = (list: unknown, at: Path): Iterable<Finding> =>
  repeated(list, at, 'name', byChart([CHART.name]));

/** The same of those before the harness. */
export function* initNames(list: unknown, at: Path, all: Values): Generator<Finding> {
  const extraContainers = textsOf(all.extraContainers, 'name');
  const taken = { ...byChart([CHART.name]), extraContainers };
  yield* repeated(list, at, 'name', taken);
}
