import { chartName, fullName } from '../chart/names';
import { describe } from '../validation/received';
import type { ValuesIssue } from '../validation/values-error';
import { DNS_1035_LABEL, DNS_LABEL, DNS_SUBDOMAIN, LABEL_VALUE } from '../values/formats';
import { KUBERNETES_VERSIONS } from '../values/generated/kubernetes-types';
import type { KvminiValues } from '../values/generated/kvmini-values';
import { isSupported } from '../values/kubernetes/version';
import type { ConfigFile } from './config-files';

/** Helm's own limit, which leaves room for what charts append. */
const LONGEST_RELEASE = 53;

/** What no text matches: its form was looked at before. */
const NOTHING = /(?!)/;

interface Props {
  readonly releaseName: string;
  readonly isNamedById?: boolean | undefined;
  readonly namespace?: string | undefined;
  readonly managedBy: string;
  readonly kubeVersion?: string | undefined;
}

function check(path: string, value: unknown, form: RegExp, expected: string): ValuesIssue[] {
  if (typeof value === 'string' && form.test(value)) return [];
  const received = describe(value, [path]);
  const code = typeof value === 'string' ? 'wrong-format' : 'wrong-type';
  return [{ code, path, expected, received, message: `expected ${expected}, found ${received}` }];
}

/** What comes of names that are right each by itself. */
function computedNames(releaseName: string, values: KvminiValues): ValuesIssue[] {
  const { nameOverride, fullnameOverride } = values;
  const blamed = fullnameOverride
    ? 'fullnameOverride'
    : nameOverride
      ? 'nameOverride'
      : 'releaseName';
  const name = check(
    'nameOverride',
    chartName(values),
    LABEL_VALUE,
    'a name that is a label value after it is cut to 63 characters',
  );
  const fullname = check(
    blamed,
    fullName(releaseName, values),
    DNS_1035_LABEL,
    'a full name that a Service may have (a-z, 0-9 and "-", a letter first, no "-" last)',
  );
  if (fullnameOverride) return [...name, ...fullname];
  const remedy = '; set fullnameOverride';
  return [...name, ...fullname.map((issue) => ({ ...issue, message: issue.message + remedy }))];
}

function releaseNameIssues({ releaseName, isNamedById = false }: Props): ValuesIssue[] {
  const form = releaseName.length <= LONGEST_RELEASE ? DNS_SUBDOMAIN : /^$/;
  const expected = `a release name: a DNS-1123 name of at most ${LONGEST_RELEASE} characters`;
  const remedy = isNamedById ? "; it is the construct's id unless you set releaseName" : '';
  return check('releaseName', releaseName, form, expected).map((issue) => ({
    ...issue,
    message: issue.message + remedy,
  }));
}

/** What the manifests are for is a version that they can be for. */
function kubeVersionIssues({ kubeVersion }: Props): ValuesIssue[] {
  if (kubeVersion === undefined || isSupported(kubeVersion)) return [];
  const expected = `a version of Kubernetes from ${KUBERNETES_VERSIONS[0]} on, such as 1.33`;
  return check('kubeVersion', kubeVersion, NOTHING, expected);
}

/** `MaxSecretSize` of Kubernetes, which holds for a ConfigMap as well. */
const MOST_BYTES = 1024 * 1024;

/** `ValidateConfigMap`: all files together, without their names. */
export function configMapIssues(files: readonly ConfigFile[]): readonly ValuesIssue[] {
  const bytes = files.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  if (bytes <= MOST_BYTES) return [];
  const expected = `profiles that leave the ConfigMap at most ${MOST_BYTES} bytes`;
  const received = `${bytes}`;
  const message = `expected ${expected}, found ${received}`;
  return [{ code: 'out-of-range', path: 'benchmark.profiles', expected, received, message }];
}

/** What is wrong with the release itself, and with the names that its values lead to. */
export function releaseIssues(
  props: Props,
  values: KvminiValues | undefined,
): readonly ValuesIssue[] {
  const { namespace, managedBy } = props;
  const release = releaseNameIssues(props);
  return [
    ...release,
    ...(namespace === undefined ? [] : check('namespace', namespace, DNS_LABEL, 'a DNS label')),
    ...check('managedBy', managedBy, LABEL_VALUE, 'a label value of at most 63 characters'),
    ...kubeVersionIssues(props),
    ...(values === undefined || release.length > 0 ? [] : computedNames(props.releaseName, values)),
  ];
}
