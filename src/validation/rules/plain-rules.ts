/** What Kubernetes asks of values that are passed to it, and no type says: in the order of the schema. */
import { VARIABLES } from 'kvmini-contract/pod-layout';
import { CHART } from '../../chart/chart';
import { CHECKSUM_ANNOTATION } from '../../chart/labels';
import type { Values } from '../../helm/json';
import { type Path, valueAt } from '../../values/path';
import type { LocatedIssue } from '../issues';
import * as beside from './extra-containers';
import { type Check, type Finding, fieldsOf } from './finding';
import { affinity } from './kubernetes/affinity';
import { dataSource } from './kubernetes/claims';
import { containers, initContainers } from './kubernetes/containers';
import { dnsConfig, hostAliases } from './kubernetes/dns';
import { environment, environmentSources } from './kubernetes/environment';
import { annotationsSize, annotationsUpTo, podAnnotations } from './kubernetes/metadata';
import { mounts } from './kubernetes/mounts';
import { egress, peers } from './kubernetes/network-policy';
import { policyRules } from './kubernetes/policy-rules';
import { lifecycle, livenessProbe, readinessProbe, startupProbe } from './kubernetes/probes';
import { profilesInAnnotations } from './kubernetes/profiles';
import { relabelings } from './kubernetes/relabelings';
import { containerResources, wholeBytes } from './kubernetes/resources';
import { tolerations, topologySpread } from './kubernetes/scheduling';
import { containerSecurity, podSecurity } from './kubernetes/security';
import { labelSelector } from './kubernetes/selectors';
import { service } from './kubernetes/service';
import { pathInside } from './kubernetes/texts';
import { volumes } from './kubernetes/volumes';
import { byChart, repeated } from './repeated';
import * as named from './volumes';

/** A rule about what stands at one path of the values. */
export interface PlainRule {
  /** Where it stands. */
  readonly path: readonly string[];
  /** The keys at the top that it reads. */
  readonly sections: readonly string[];
  /** Finds what is wrong with it; `all` are the values with their defaults, of any type. */
  readonly check: (value: unknown, at: Path, all: Values) => Iterable<Finding>;
}

/** A rule about a path, which may read other sections as well. */
function plain(path: string, check: PlainRule['check'], ...others: readonly string[]): PlainRule {
  const keys = path.split('.');
  return { path: keys, sections: [...keys.slice(0, 1), ...others], check };
}

/** A rule about a path that goes by what another key at the top says. */
const byOther = (path: string, other: string, checkFor: (said: unknown) => Check): PlainRule =>
  plain(path, (value, at, all) => checkFor(all[other])(value, at), other);

const GRACE = 'terminationGracePeriodSeconds';

/** The checksum is 64 hexadecimal digits. */
const OWN_ANNOTATIONS = CHECKSUM_ANNOTATION.length + 64;

const isPrivileged = (all: Values) => fieldsOf(all.securityContext).privileged === true;
const isNamespaced = (all: Values) => fieldsOf(all.rbac).scope === 'namespace';

/** An object's annotations with those of all objects; those of all are told by themselves. */
const withCommon: PlainRule['check'] = (value, at, { commonAnnotations: common }) => {
  const isTooMuch = [...annotationsSize(common, at)].length > 0;
  return isTooMuch ? [] : annotationsSize({ ...fieldsOf(common), ...fieldsOf(value) }, at);
};

const inPod: Check = podAnnotations([CHART.name]);

export const PLAIN_RULES: readonly PlainRule[] = [
  plain('resources', containerResources),
  plain('persistence.size', wholeBytes),
  plain('persistence.annotations', withCommon, 'commonAnnotations'),
  plain('persistence.selector', labelSelector),
  plain('persistence.dataSource', dataSource),
  plain('persistence.subPath', pathInside),
  plain('persistence.tmpSizeLimit', wholeBytes),
  plain('serviceAccount.annotations', withCommon, 'commonAnnotations'),
  plain('rbac.rules', (value, at, all) => policyRules(isNamespaced(all))(value, at)),
  plain('service', service),
  plain('service.annotations', withCommon, 'commonAnnotations'),
  plain('monitoring.serviceMonitor.annotations', withCommon, 'commonAnnotations'),
  plain('monitoring.serviceMonitor.relabelings', relabelings),
  plain('monitoring.serviceMonitor.metricRelabelings', relabelings),
  plain('monitoring.dashboard.annotations', withCommon, 'commonAnnotations'),
  plain('networkPolicy.ingressFrom', peers),
  plain('networkPolicy.egress', egress),
  plain('commonAnnotations', annotationsSize),
  plain('deploymentAnnotations', withCommon, 'commonAnnotations'),
  plain('podAnnotations', annotationsUpTo(OWN_ANNOTATIONS)),
  plain('podAnnotations', inPod),
  plain(
    'podAnnotations',
    (value, at, all) => profilesInAnnotations(value, at, all, CHART.name),
    'podSecurityContext',
    'securityContext',
  ),
  plain('podSecurityContext', podSecurity),
  plain('securityContext', containerSecurity),
  plain('tolerations', tolerations),
  plain('affinity', affinity),
  plain('topologySpreadConstraints', topologySpread),
  plain('workers.resources', containerResources),
  plain('workers.tolerations', tolerations),
  plain('workers.topologySpreadConstraints', topologySpread),
  byOther('dnsConfig', 'dnsPolicy', dnsConfig),
  plain('hostAliases', hostAliases),
  plain('livenessProbe', livenessProbe),
  plain('readinessProbe', readinessProbe),
  plain('startupProbe', startupProbe),
  byOther('lifecycle', GRACE, lifecycle),
  byOther('initContainers', GRACE, initContainers),
  plain('initContainers', beside.initNames, 'extraContainers'),
  plain('initContainers', beside.volumesOf, 'extraVolumes', 'persistence'),
  byOther('extraContainers', GRACE, containers),
  plain('extraContainers', beside.names),
  plain('extraContainers', beside.volumesOf, 'extraVolumes', 'persistence'),
  plain('extraEnv', environment),
  plain('extraEnv', (value, at) => repeated(value, at, 'name', byChart(Object.values(VARIABLES)))),
  plain('extraEnv', named.fileKeys, 'extraVolumes', 'persistence'),
  plain('extraEnvFrom', environmentSources),
  plain('extraVolumes', volumes),
  plain('extraVolumes', named.volumes),
  plain(
    'extraVolumeMounts',
    (value, at, all) => mounts(value, at, { isPrivileged: isPrivileged(all) }),
    'securityContext',
  ),
  plain('extraVolumeMounts', named.mounts, 'extraVolumes'),
];

const startsWith = (path: Path, start: Path) => start.every((part, index) => path[index] === part);

/** What has one of these in it is not looked at by rules, and so all volumes are missing. */
const UNREAD: readonly string[] = ['not-json', 'unsafe-text'];

/** Whether a mistake is about which volumes there are: the whole list, one of them, or its name. */
const namesVolumes = ({ at, code, suggestion }: LocatedIssue) =>
  (at[0] === 'extraVolumes' && (at.length <= 2 || at[2] === 'name' || UNREAD.includes(code))) ||
  /^extraVolumes(?:\[\d+\]\.name)?$/.test(suggestion ?? '');

/** Whether something is said already of what a finding is about, or a misspelt key beside it would fill what it misses. */
function isSaid({ at, code }: Finding, known: readonly LocatedIssue[]): boolean {
  const isMisspelt = (issue: LocatedIssue) =>
    issue.code === 'unknown-key' &&
    ((issue.at.length === at.length && startsWith(issue.at, at.slice(0, -1))) ||
      (issue.at.length === at.length + 1 && startsWith(issue.at, at)));
  return known.some(
    (issue) =>
      (code === 'unknown-name' && namesVolumes(issue)) ||
      startsWith(at, issue.at) ||
      (code === 'missing' && isMisspelt(issue)),
  );
}

/**
 * What the rules find in values of any type.
 *
 * @param rules those that the user's values can break
 * @param all the values over their defaults
 * @param known what is wrong with them by their types
 */
export function findings(
  rules: readonly PlainRule[],
  all: Values,
  known: readonly LocatedIssue[],
): readonly Finding[] {
  return rules
    .flatMap(({ path, check }) => {
      const value = valueAt(all, path);
      return value === undefined ? [] : [...check(value, path, all)];
    })
    .filter((finding) => !isSaid(finding, known));
}
