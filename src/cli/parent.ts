import { CHART } from '../chart/chart';
import { isMap } from '../helm/json';
import { valuesOfSubchart } from '../release/parent-values';
import { UPSTREAM_KEYS } from '../validation/upstream';
import type { KvminiValuesInput } from '../values/values-input';
import { refusal } from './errors';

/**
 * What a parent chart's values say to the harness, as in `KvminiHarness.subchart`.
 *
 * @param warn is told where they turn it off
 * @returns `undefined` where `kvmini.enabled` is not true
 * @throws {@link ValuesError}
 */
export function ofParent(
  values: object,
  warn: (message: string) => void,
): KvminiValuesInput | undefined {
  warnOfOwnKeys(values, warn);
  const own = valuesOfSubchart(values);
  if (own === undefined) {
    const remedy = `if it should be there, put the parent's own values.yaml first with -f, or add --set ${CHART.name}.enabled=true`;
    warn(
      `${CHART.name}.enabled is not true in these values, so the parent has no harness; ${remedy}`,
    );
  }
  return own as KvminiValuesInput | undefined;
}

/** Keys of the harness that a parent is not likely to have itself, as it is to have an `image`. */
const OWN_KEYS = ['persistence', 'benchmark', 'monitoring', 'rbac', 'workers'];

/** What stands at the top of a parent's values is the parent's own. */
function warnOfOwnKeys(values: object, warn: (message: string) => void): void {
  const found = OWN_KEYS.filter((key) => key in values);
  if (found.length === 0) return;
  const [first = ''] = found;
  warn(
    `${found.join(', ')}: at the top of a parent's values they are the parent's own; those of the harness stand below ${CHART.name}, as ${CHART.name}.${first}`,
  );
}

/** The maps at the top of a parent's values: `kvmini`, and those that kserve-vllm-mini's files have without it. */
const parentKeys = () =>
  UPSTREAM_KEYS.PARENT.map(({ key }) => key).filter((key) => !key.includes('.'));

/**
 * Refuses a parent chart's values where the harness's own are wanted.
 *
 * @param files where they may be from
 * @throws CommandLineError with the flag that reads them
 */
export function refuseParentValues(values: object, files: readonly string[] = []): void {
  const top = values as Record<string, never>;
  const key = parentKeys().find((each) => isMap(top[each]));
  if (key === undefined) return;
  const names = files.map((file) => (file === '-' ? 'standard input' : file));
  const [name = 'the values', ...others] = names;
  const where = others.length > 0 ? `one of ${names.join(', ')}` : name;
  const remedy = `add --parent, which reads ${CHART.name} and global out of them`;
  throw refusal(`${where}: these are a parent chart's, with ${key} at the top; ${remedy}`);
}
