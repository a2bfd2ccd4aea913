import { Yaml } from 'cdk8s';
import { chartLabels, selectorLabels } from '../../src/chart/labels';
import { chartName, fullName, serviceAccountName } from '../../src/chart/names';
import type { Values } from '../../src/helm/json';
import { configFiles } from '../../src/release/config-files';
import { manifests } from '../../src/resources';
import { extraObjects } from '../../src/resources/extra-objects';
import { overDefaults } from '../../src/validation/over-defaults';
import { defaultValues } from '../../src/values/defaults';
import type { KvminiValues } from '../../src/values/generated/kvmini-values';
import { topLevelType } from '../../src/values/schema';
import type { ApiObject } from './api';

/** Complete values: what the schema makes of each key, and what it refuses as it is. */
function complete(user: unknown): KvminiValues {
  const { values } = overDefaults(user as Values, defaultValues() as unknown as Values);
  const keys = [...new Set([...Object.keys(values), ...Object.keys(defaultValues())])];
  const entries = keys.map((key) => {
    const result = topLevelType(key)?.safeParse(values[key]);
    return [key, result?.success ? result.data : values[key]];
  });
  return Object.fromEntries(entries);
}

/** A release as the library resolves it, but for the check of its values: what a chart without a schema would render. */
export function renderUnchecked(
  releaseName: string,
  namespace: string,
  user: unknown,
): ApiObject[] {
  const values = complete(user);
  const name = chartName(values);
  const fullname = fullName(releaseName, values);
  const release = {
    name: releaseName,
    namespace,
    fullname,
    serviceAccountName: serviceAccountName(fullname, values),
    labels: {
      ...chartLabels({ name, releaseName, managedBy: 'cdk8s' }),
      ...values.commonLabels,
    },
    selectorLabels: selectorLabels({ name, releaseName }),
    configFiles: configFiles({ fullname, namespace }, values, (value) => Yaml.stringify(value)),
    values,
    warnings: [],
  };
  const own = Object.values(manifests(release)).filter((object) => object !== undefined);
  return [...own, ...extraObjects(release)] as unknown as ApiObject[];
}
