import { App, Chart } from 'cdk8s';
import {
  getObject,
  KvminiHarness,
  type KvminiHarnessProps,
  type KvminiValuesInput,
  type RenderedObject,
} from '../../src';

/** A part of a rendered object, loosely typed so that tests can look anywhere in it. */
// biome-ignore lint/suspicious/noExplicitAny: a test may look at any field
export type Rendered = Record<string, any>;

/** A harness in a chart of its own; nothing is written to disk. */
export function harness(
  values: KvminiValuesInput = {},
  props: Omit<KvminiHarnessProps, 'values'> = {},
): KvminiHarness {
  const chart = new Chart(new App(), 'benchmark', { namespace: 'benchmark' });
  return new KvminiHarness(chart, 'kvmini-harness', { ...props, values });
}

/** The pod's spec. */
export function podSpec(objects: readonly RenderedObject[]): Rendered {
  return getObject(objects, 'Deployment').spec.template.spec;
}
