import * as fc from 'fast-check';
import { validInstallation } from '../../arbitraries/installation';
import { withValue } from './mistake';
import { MISTAKES } from './mistakes';
import { keysOf, put } from './paths';
import { slipIn } from './slips';
import { VALID_CONTAINERS, VALID_DEVICES } from './valid-containers';
import { VALID_OBJECTS } from './valid-objects';
import { VALID_POD } from './valid-pod';
import { VALID_VOLUMES } from './valid-volumes';

/** A release's values, and what is wrong with them. */
export interface ValueSet {
  readonly releaseName: string;
  readonly values: unknown;
  /** The kind of mistake in them; `valid` where there is none. */
  readonly kind: string;
}

/** The namespaces that exist for the tests. */
const TARGETS = ['', 'benchmark', 'ml-prod'];

/** The values that name one. */
const NAMESPACES = ['global.isvc.namespace', 'monitoring.serviceMonitor.namespace'].map(keysOf);

const FAMILIES: Readonly<Record<string, readonly unknown[]>> = {
  ...VALID_POD,
  ...VALID_CONTAINERS,
  ...VALID_OBJECTS,
};

/** Random values of every key, in namespaces that exist. */
const anyValues = () =>
  fc
    .tuple(validInstallation(), fc.constantFrom(...TARGETS))
    .map(([{ releaseName, values }, target]) => ({
      releaseName,
      values: NAMESPACES.reduce<unknown>(
        (all, keys) => put(all, keys, target),
        // What is in them is nothing of the kinds that they say.
        put(values, ['extraObjects'], undefined),
      ),
      kind: 'valid',
    }));

/** Every written example, in values of its own. */
export const examples = (): readonly ValueSet[] =>
  [
    ...Object.entries(FAMILIES).flatMap(([path, all]) =>
      all.map((value) => withValue({}, path, value)),
    ),
    ...VALID_VOLUMES,
    ...VALID_DEVICES,
  ].map((values) => ({ releaseName: 'kvmini', values, kind: 'valid' }));

const family = () => fc.constantFrom(...Object.entries(FAMILIES));

/** A few written values of the Kubernetes types together, and nothing else. */
function written(): fc.Arbitrary<unknown> {
  const one = family().chain(([path, all]) =>
    fc.constantFrom(...all).map((value) => [path, value] as const),
  );
  return fc
    .tuple(
      fc.uniqueArray(one, { maxLength: 6, selector: ([path]) => path }),
      fc.option(fc.constantFrom(...VALID_VOLUMES)),
    )
    .map(([all, volumes]) =>
      all.reduce<unknown>((values, [path, value]) => withValue(values, path, value), {
        ...volumes,
      }),
    );
}

const named = (values: fc.Arbitrary<unknown>, kind = 'valid') =>
  values.map((one): ValueSet => ({ releaseName: 'kvmini', values: one, kind }));

const withMistake = (): fc.Arbitrary<ValueSet> =>
  fc.tuple(written(), fc.constantFrom(...MISTAKES)).map(([values, [kind, path, value]]) => ({
    releaseName: 'kvmini',
    values: withValue(values, path, value),
    kind,
  }));

const withSlip = (): fc.Arbitrary<ValueSet> =>
  fc.oneof(
    fc.tuple(written(), family()).chain(([values, [path, all]]) =>
      fc
        .constantFrom(...all)
        .chain((valid) => slipIn(valid))
        .map(({ kind, value }) => ({
          releaseName: 'kvmini',
          values: withValue(values, path, value),
          kind,
        })),
    ),
    fc
      .constantFrom(...VALID_VOLUMES)
      .chain((valid) => slipIn(valid, 2))
      .map(({ kind, value }) => ({ releaseName: 'kvmini', values: value, kind })),
  );

/** Value sets that are valid, and valid ones with one realistic mistake. */
export const valueSet = (): fc.Arbitrary<ValueSet> =>
  fc.oneof(
    { arbitrary: anyValues(), weight: 2 },
    { arbitrary: named(written()), weight: 2 },
    { arbitrary: withMistake(), weight: 3 },
    { arbitrary: withSlip(), weight: 3 },
  );
