import type { ValueSources } from '../helm/user-values';
import type { KvminiValues } from '../values/generated/kvmini-values';
import type { KvminiValuesInput } from '../values/values-input';

/** How a harness is installed: Helm's `.Release` without the values. */
export interface ReleaseOptions {
  /**
   * Helm's release name: at most 53 characters of a DNS-1123 name.
   *
   * @default the construct's id
   */
  readonly releaseName?: string | undefined;
  /**
   * The namespace of the release, a DNS label.
   *
   * @default the namespace of the cdk8s chart; where that has none, `default`
   */
  readonly namespace?: string | undefined;
  /**
   * The value of the label `app.kubernetes.io/managed-by`.
   *
   * @default "cdk8s"
   */
  readonly managedBy?: string | undefined;
  /**
   * The oldest version of Kubernetes that the manifests are for, such as `1.33`: what came later is warned of.
   *
   * @default the oldest that is supported, 1.30
   */
  readonly kubeVersion?: string | undefined;
}

/** Properties of {@link KvminiHarness}. */
export interface KvminiHarnessProps extends ReleaseOptions {
  /**
   * Any part of the chart's values; the rest comes from the defaults, and `null` deletes a default.
   *
   * @default the chart's defaults
   */
  readonly values?: KvminiValuesInput | undefined;
}

/** Properties of {@link KvminiHarness.fromValuesFiles}: Helm's files and flags, by kind. */
export interface KvminiValuesFilesProps extends ReleaseOptions, ValueSources {}

/** Globals as a parent has them: what this chart reads of them, among others. */
type Globals<T> = T extends object
  ? { readonly [K in keyof T]?: Globals<T[K]> | null | undefined } & Others
  : T;

/** The parent's own keys, which nothing here looks at. */
interface Others {
  // biome-ignore lint/suspicious/noExplicitAny: with `unknown`, no interface of the parent's would be taken
  readonly [key: string]: any;
}

/** The values of a parent chart: those of its subchart kvmini, those for all charts, and its own. */
export interface KvminiParentValues extends Others {
  /**
   * The values of the subchart, with `enabled`.
   *
   * @default there is no harness
   */
  readonly kvmini?: KvminiValuesInput | undefined;
  /**
   * Values for all charts; `isvc` and `model.storageUri` are read.
   *
   * @default the chart's defaults
   */
  readonly global?: Globals<KvminiValues['global']> | null | undefined;
}

/** Properties of {@link KvminiHarness.subchart}. */
export interface KvminiSubchartProps extends ReleaseOptions {
  /**
   * The values of the parent chart, complete: its own defaults with the user's values over them.
   *
   * `kvmini` and `global` are read from it; everything else is the parent's.
   */
  readonly parentValues: KvminiParentValues;
}
