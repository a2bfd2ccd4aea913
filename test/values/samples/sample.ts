import type * as fc from 'fast-check';
import type { KvminiValuesInput } from '../../../src';
import type { KubernetesTypes } from '../../../src/values/generated/kubernetes-interfaces';
import type { DeepPartial } from '../../../src/values/values-input';

/** In place of an arbitrary: `arbitraries/coupled.ts` makes the value together with others that it must fit. */
export const COUPLED = 'coupled';

/** How one value is tried. */
export interface Sample<T> {
  /** What it is in `golden/everything-on.yaml`: not its default, where the other values allow that. */
  readonly example: T;
  /** What shows in the manifests, and is to the library what it is to helm; of a map, a part is enough. */
  readonly cases?: readonly DeepPartial<T>[];
  /** More of these, with what else must be set for them to show. */
  readonly among?: readonly KvminiValuesInput[];
  /** Anything that the library takes. */
  readonly arbitrary: fc.Arbitrary<DeepPartial<T>> | typeof COUPLED;
}

/** Whether a map is passed to Kubernetes, and has a default as a whole. */
type IsKubernetes<T> = true extends {
  [Name in keyof KubernetesTypes]: [T, KubernetesTypes[Name]] extends [KubernetesTypes[Name], T]
    ? true
    : false;
}[keyof KubernetesTypes]
  ? true
  : false;

/** A map of any keys is one value, as a list is, or what is passed to Kubernetes; a section has keys of its own. */
type IsSection<T> = T extends readonly unknown[]
  ? false
  : T extends object
    ? string extends keyof T
      ? false
      : IsKubernetes<T> extends true
        ? false
        : true
    : false;

/** A sample for each value of a section, and of the sections in it: a value without one does not compile. */
export type Samples<Section> = {
  readonly [Key in keyof Section]: IsSection<Section[Key]> extends true
    ? Samples<Section[Key]>
    : Sample<Section[Key]>;
};

/** A sample of some value. */
export type AnySample = Sample<unknown>;

/** Whether this is a value's sample; else it holds those of a section. */
export function isSample(node: object): node is AnySample {
  return 'example' in node && 'arbitrary' in node;
}

/** All samples of a section and of the sections in it, each with the path of its value. */
export function samplesIn(section: object, above = ''): (readonly [string, AnySample])[] {
  return Object.entries(section).flatMap(([key, node]) => {
    const path = `${above}${key}`;
    return isSample(node) ? [[path, node] as const] : samplesIn(node, `${path}.`);
  });
}
