import { chartLabels, type Labels, selectorLabels } from '../chart/labels';
import { chartName, fullName, serviceAccountName } from '../chart/names';
import { resolveValues } from '../validation/resolve';
import { ValuesError } from '../validation/values-error';
import type { ValuesWarning } from '../validation/values-warning';
import type { KvminiValues } from '../values/generated/kvmini-values';
import { minorVersion } from '../values/kubernetes/version';
import { type ConfigFile, configFiles, type ToYaml } from './config-files';
import { warningsOf } from './parent-values';
import { configMapIssues, releaseIssues } from './release-issues';

/** What a release is made from: Helm's `.Release` and the user's values. */
export interface ReleaseProps {
  /** `.Release.Name`. */
  readonly releaseName: string;
  /** Whether nobody gave that name, so that it is the construct's id. */
  readonly isNamedById?: boolean | undefined;
  /** `.Release.Namespace`, where one is named. */
  readonly namespace?: string | undefined;
  /** `.Release.Service`. */
  readonly managedBy?: string | undefined;
  /** The oldest Kubernetes that the manifests are for. */
  readonly kubeVersion?: string | undefined;
  /** Any part of the values. */
  readonly values: unknown;
  /** Writes YAML for the ConfigMap. */
  readonly toYaml: ToYaml;
}

/** One installation of the chart, with everything resolved that its objects are made of. */
export interface Release {
  /** `.Release.Name`. */
  readonly name: string;
  /** The namespace its objects live in: `default` where nobody names one, as `helm` has it. */
  readonly namespace: string;
  /** The name of every object, or what it begins with. */
  readonly fullname: string;
  /** The account the pod runs as. */
  readonly serviceAccountName: string;
  /** Labels of every object. */
  readonly labels: Labels;
  /** Labels that select the pods. */
  readonly selectorLabels: Labels;
  /** The files of the ConfigMap. */
  readonly configFiles: readonly ConfigFile[];
  /** Complete values, frozen. */
  readonly values: KvminiValues;
  /** What is probably not meant in them. */
  readonly warnings: readonly ValuesWarning[];
}

/**
 * Resolves a release, or says everything that is wrong with it.
 *
 * @throws {@link ValuesError}
 */
export function resolveRelease(props: ReleaseProps): Release {
  const { values, issues, warnings } = resolveValues(props.values, minorVersion(props.kubeVersion));
  const { releaseName, managedBy = 'cdk8s' } = props;
  const subject = `kvmini "${props.releaseName}"`;
  const all = [...releaseIssues({ ...props, managedBy }, values), ...issues];
  if (values === undefined || all.length > 0) throw new ValuesError(subject, all);
  const name = chartName(values);
  const fullname = fullName(releaseName, values);
  const namespace = props.namespace ?? 'default';
  const files = configFiles({ fullname, namespace }, values, props.toYaml);
  const tooLarge = configMapIssues(files);
  if (tooLarge.length > 0) throw new ValuesError(subject, tooLarge);
  return {
    name: releaseName,
    namespace,
    fullname,
    serviceAccountName: serviceAccountName(fullname, values),
    labels: { ...chartLabels({ name, releaseName, managedBy }), ...values.commonLabels },
    selectorLabels: selectorLabels({ name, releaseName }),
    configFiles: files,
    values,
    warnings: warningsOf(props.values, warnings),
  };
}
