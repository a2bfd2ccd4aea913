/**
 * Every value of the chart, by the table in docs/values.md that it stands in.
 *
 * `sections/` has key, type, bounds, default and meaning of each, a file a topic. The interface `KvminiValues`,
 * `values.yaml`, `values.schema.json` and the tables of docs/values.md are generated from them by `npm run generate`.
 */

import type * as z from 'zod/mini';
import { annotations, flag, integer, labels } from './formats';
import { once } from './once';
import { readmeTable, type TopLevelValue } from './readme-table';
import { rbac, serviceAccount } from './sections/access';
import { benchmark } from './sections/benchmark';
import { podDisruptionBudget } from './sections/disruption';
import { extraValues } from './sections/extra';
import { global } from './sections/global';
import { image, imagePullSecrets } from './sections/image';
import { monitoring } from './sections/monitoring';
import { chartName } from './sections/names';
import { networkPolicy, service } from './sections/network';
import { persistence } from './sections/persistence';
import { podValues } from './sections/pod';
import { resources } from './sections/resources';
import { workers } from './sections/workers';
import { clearable, section, setting } from './setting';

/** Each value and section at the top, in the table of docs/values.md that it stands in. */
const VALUES = {
  ...readmeTable('Core values', {
    enabled: () =>
      clearable(flag(), false, 'Enable the kvmini subchart; read by a parent chart only'),
    nameOverride: () => clearable(chartName(), '', 'Override chart name'),
    fullnameOverride: () => clearable(chartName(), '', 'Override full name'),
    replicaCount: () => setting(integer('a whole number from 0', 0), 1, 'Number of harness pods'),
    commonLabels: () =>
      clearable(labels(), {}, 'Labels of every object and of the pod; never in selectors'),
    commonAnnotations: () => clearable(annotations(), {}, 'Annotations of every object'),
  }),
  ...readmeTable('Image configuration', {
    image,
    imagePullSecrets,
  }),
  ...readmeTable('Resources', { resources }),
  ...readmeTable('Persistence', { persistence }),
  ...readmeTable('Service account', { serviceAccount }),
  ...readmeTable('RBAC', { rbac }),
  ...readmeTable('Service', { service }),
  ...readmeTable('Benchmark configuration', { benchmark }),
  ...readmeTable('Workers of a run', { workers }),
  ...readmeTable('Global configuration', { global }),
  ...readmeTable('Monitoring', { monitoring }),
  ...readmeTable('Network policy and disruption budget', { networkPolicy, podDisruptionBudget }),
  ...readmeTable('Pod and scheduling', podValues),
  ...readmeTable('Extra variables, volumes, containers and objects', extraValues),
};

const values = new Map<string, TopLevelValue>(Object.entries(VALUES));

/** The type of a value or section at the top, or `undefined` where there is none of that name. */
export function topLevelType(key: string): z.ZodMiniType | undefined {
  return values.get(key)?.type();
}

/** The title of the table in docs/values.md that a value or section at the top stands in. */
export function readmeTableOf(key: string): string | undefined {
  return values.get(key)?.table;
}

type Values = typeof VALUES;

function allTypes(): { [Key in keyof Values]: ReturnType<Values[Key]['type']> } {
  const entries = Object.keys(VALUES).map((key) => [key, topLevelType(key)]);
  return Object.fromEntries(entries);
}

/** All values of the chart, complete: what is left after the defaults were filled in. */
export const valuesSchema = once(() => section('Values of the kvmini chart', allTypes()));
