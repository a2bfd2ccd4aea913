import { CHART } from '../../chart/chart';
import type { Values } from '../../helm/json';
import type { Path } from '../../values/path';
import { type Finding, fieldsOf, itemsOf, textOf } from './finding';
import { repeated } from './repeated';
import { known } from './volumes';

/** Each mount of a container beside the harness has its volume. */
export function* mountsOf(list: unknown, at: Path, all: Values): Generator<Finding> {
  for (const [index, item] of itemsOf(list).entries()) {
    yield* known(fieldsOf(item).volumeMounts, [...at, index, 'volumeMounts'], all);
  }
}

const namesIn = (list: unknown) => itemsOf(list).map((item) => textOf(fieldsOf(item).name));

/** Containers have one name each; those before the harness are named after those beside it, as Kubernetes does. */
export const names = (list: unknown, at: Path): Iterable<Finding> =>
  repeated(list, at, 'name', [CHART.name]);

/** The same of those before the harness. */
export function* initNames(list: unknown, at: Path, all: Values): Generator<Finding> {
  const others = namesIn(all.extraContainers).filter((name) => name !== '');
  yield* repeated(list, at, 'name', [CHART.name, ...others]);
}
