import * as fc from 'fast-check';
import type { KvminiValuesInput } from '../../src';
import { dnsLabel } from './text';
import { validValues } from './values';

/** A release with its values. */
export interface Installation {
  readonly releaseName: string;
  readonly namespace: string;
  readonly values: KvminiValuesInput;
}

/** Words with single dashes between, so that a cut anywhere leaves at most one dash at the end. */
const dashed = (longest: number) =>
  fc
    .array(fc.stringMatching(/^[a-z][a-z0-9]{0,15}$/), { minLength: 1, maxLength: 8 })
    .map((words) => words.join('-').slice(0, longest).replace(/-$/, ''));

type Names = Pick<KvminiValuesInput, 'nameOverride' | 'fullnameOverride'>;

/** Names that go with any release of {@link dashed} words. */
const names: fc.Arbitrary<Names> = fc.oneof(
  fc.constant({}),
  fc.constant({ nameOverride: null, fullnameOverride: null }),
  fc.record({ nameOverride: dashed(80) }),
  fc.record({ nameOverride: fc.constantFrom('kv', 'mini-', 'harness', 'a') }),
  fc.record({ fullnameOverride: dashed(80) }),
  fc.record({ nameOverride: fc.constantFrom('Mine_1.5', '1'), fullnameOverride: dashed(63) }),
);

const releaseName = () =>
  fc.oneof(fc.constantFrom('kvmini', 'kvmini-harness', 'a-kvmini-b', 'true', 'y'), dashed(53));

/** Values with names, for any release. */
const valuesWithNames = (): fc.Arbitrary<KvminiValuesInput> =>
  fc.tuple(validValues(), names).map(([values, own]) => ({ ...values, ...own }));

/** A release name, a namespace and values, names included, that the library takes together. */
export const validInstallation = (): fc.Arbitrary<Installation> =>
  fc.record({ releaseName: releaseName(), namespace: dnsLabel(), values: valuesWithNames() });

/** Several of {@link validInstallation} with one release name and namespace. */
export const installationBatch = (size: number) =>
  fc.record({
    releaseName: releaseName(),
    namespace: dnsLabel(),
    all: fc.array(valuesWithNames(), { minLength: size, maxLength: size }),
  });
