import { App, Chart } from 'cdk8s';
import { DEFAULT_RELEASE } from './chart/chart';
import type { ReleaseOptions } from './construct/props';
import { KvminiHarness } from './harness';
import type { KvminiValuesInput } from './values/values-input';

/** A rendered object as plain JSON, typed loosely so that a test can look at any field. */
export interface RenderedObject {
  /** Such as `apps/v1`. */
  readonly apiVersion: string;
  /** Such as `Deployment`. */
  readonly kind: string;
  /** Name, namespace, labels and annotations. */
  readonly metadata: {
    /** The object's name. */
    readonly name: string;
    /** Its namespace; none for what belongs to the cluster. */
    readonly namespace?: string;
    /** Its labels. */
    readonly labels?: Readonly<Record<string, string>>;
    /** Its annotations. */
    readonly annotations?: Readonly<Record<string, string>>;
  };
  /** `spec`, `data`, `rules` and what else its kind has. */
  // biome-ignore lint/suspicious/noExplicitAny: a test may look at any field
  readonly [field: string]: any;
}

/**
 * The objects that some values render to, for snapshot tests: nothing is written to disk.
 *
 * For the objects of a whole cdk8s chart, use its own `chart.toJson()`.
 *
 * @param options the release; by default `kvmini-harness` in the namespace `benchmark`
 * @returns the objects in Helm's install order
 * @throws ValuesError with every problem of the values
 * @example
 * expect(renderValues({ persistence: { size: '50Gi' } })).toMatchSnapshot();
 */
export function renderValues(
  values: KvminiValuesInput = {},
  options: ReleaseOptions = {},
): readonly RenderedObject[] {
  const { releaseName = DEFAULT_RELEASE.releaseName, managedBy } = options;
  const { namespace = DEFAULT_RELEASE.namespace } = options;
  const chart = new Chart(new App(), releaseName, { namespace });
  new KvminiHarness(chart, releaseName, { releaseName, values, managedBy });
  return chart.toJson();
}

/**
 * The one object of a kind, and of a name where there are several.
 *
 * @param objects what {@link renderValues} or a cdk8s `chart.toJson()` gave
 * @throws Error where there is none, or more than one
 * @example
 * getObject(chart.toJson(), 'ConfigMap', 'vllm-kvmini-config').data['bench.sh'];
 */
export function getObject(
  objects: readonly RenderedObject[],
  kind: string,
  name?: string,
): RenderedObject {
  const found = tryGetObject(objects, kind, name);
  if (found !== undefined) return found;
  throw new Error(`expected one ${wanted(kind, name)}, found none among ${listed(objects)}`);
}

/**
 * The one object of a kind, and of a name where there are several, or `undefined` where there is none.
 *
 * @param objects what {@link renderValues} or a cdk8s `chart.toJson()` gave
 * @throws Error where there is more than one
 * @example
 * expect(tryGetObject(objects, 'ServiceMonitor')).toBeUndefined();
 */
export function tryGetObject(
  objects: readonly RenderedObject[],
  kind: string,
  name?: string,
): RenderedObject | undefined {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length <= 1) return found[0];
  const hint =
    name === undefined ? 'give a name' : 'they differ in group or namespace: filter first';
  throw new Error(`expected one ${wanted(kind, name)}, found ${listed(found)}; ${hint}`);
}

function wanted(kind: string, name?: string): string {
  return name === undefined ? kind : `${kind} ${name}`;
}

function listed(objects: readonly RenderedObject[]): string {
  return objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ') || 'no objects';
}
