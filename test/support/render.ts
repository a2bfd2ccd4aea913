import { App, Chart } from 'cdk8s';
import { KvminiHarness, type KvminiHarnessProps, type KvminiValuesInput } from '../../src';

/** A rendered object, loosely typed so that tests can look anywhere in it. */
// biome-ignore lint/suspicious/noExplicitAny: a test may look at any field
export type Rendered = Record<string, any>;

/** A harness in a chart of its own; nothing is written to disk. */
export function harness(
  values: KvminiValuesInput = {},
  props: Omit<KvminiHarnessProps, 'values'> & { id?: string } = {},
): KvminiHarness {
  const chart = new Chart(new App(), 'benchmark', { namespace: 'benchmark' });
  const { id = 'kvmini-harness', ...rest } = props;
  return new KvminiHarness(chart, id, { ...rest, values });
}

/** The objects of a harness as plain JSON, in their order. */
export function render(...args: Parameters<typeof harness>): readonly Rendered[] {
  return Chart.of(harness(...args)).toJson();
}

/** The one object of a kind. */
export function find(objects: readonly Rendered[], kind: string, name?: string): Rendered {
  const found = objects.filter(
    (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
  );
  if (found.length !== 1)
    throw new Error(`expected one ${kind} ${name ?? ''}, found ${found.length}`);
  return found[0] as Rendered;
}

/** The pod's spec. */
export function podSpec(objects: readonly Rendered[]): Rendered {
  return find(objects, 'Deployment').spec.template.spec;
}
