import { CHART } from '../chart/chart';
import { isMap } from '../helm/json';
import { valuesOfSubchart } from '../release/parent-values';
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
  const own = valuesOfSubchart(values);
  if (own === undefined) {
    const remedy = `if it should be there, put the parent's own values.yaml first with -f, or add --set ${CHART.name}.enabled=true`;
    warn(
      `${CHART.name}.enabled is not true in these values, so the parent has no harness; ${remedy}`,
    );
  }
  return own as KvminiValuesInput | undefined;
}

/**
 * Refuses a parent chart's values where the harness's own are wanted.
 *
 * @param files where they may be from
 * @throws CommandLineError with the flag that reads them
 */
export function refuseParentValues(values: object, files: readonly string[] = []): void {
  if (!isMap((values as Record<string, never>)[CHART.name])) return;
  const [file = '', ...others] = files;
  const where = file === '' || others.length > 0 ? 'the values' : file;
  const remedy = `add --parent, which reads ${CHART.name} and global out of them`;
  throw refusal(`${where}: these are a parent chart's, with ${CHART.name} at the top; ${remedy}`);
}
