import { type ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type { Labels } from './chart/labels';
import { add } from './construct/api-object';
import { refuseCollisions, remember } from './construct/collisions';
import type {
  KvminiHarnessProps,
  KvminiSubchartProps,
  KvminiValuesFilesProps,
} from './construct/props';
import { rememberRelease } from './construct/releases';
import { toYaml } from './construct/to-yaml';
import { inParentPaths, valuesOfSubchart } from './release/parent-values';
import { readValues } from './release/read-values';
import { resolveRelease } from './release/release';
import { releaseObjects } from './resources/release-objects';
import { type ValuesWarning, warningLine } from './validation/values-warning';
import type { KvminiValues } from './values/generated/kvmini-values';

/**
 * The kvmini benchmark harness: every object that its Helm chart would render for the same values.
 *
 * Each object is an `ApiObject` and a public member, in Helm's install order; `ApiObject.of(harness)` is the
 * Deployment.
 *
 * @example
 * new KvminiHarness(chart, 'kvmini-harness', { values: { persistence: { size: '50Gi' } } });
 */
export class KvminiHarness extends Construct {
  /** Complete values: the user's over the chart's defaults, frozen. */
  public readonly values: KvminiValues;
  /** What is rendered and probably not meant, such as several pods on a claim of one node; the process warns of it, too. */
  public readonly warnings: readonly ValuesWarning[];
  /** The name of most objects, and what the others' names begin with. */
  public readonly fullname: string;
  /** The labels of every object. */
  public readonly labels: Labels;
  /** The labels that select the harness's pods. */
  public readonly selectorLabels: Labels;
  /** The account the pod runs as, whether it is created here or not. */
  public readonly serviceAccountName: string;

  /** Who may connect to the harness; only with `networkPolicy.enabled`. */
  public readonly networkPolicy?: ApiObject | undefined;
  /** How many pods a drain must leave; only with `podDisruptionBudget.enabled`. */
  public readonly podDisruptionBudget?: ApiObject | undefined;
  /** The account of the pod; not with `serviceAccount.create: false`. */
  public readonly serviceAccount?: ApiObject | undefined;
  /** Settings, profiles, `bench.sh` and the kubeconfig. */
  public readonly configMap: ApiObject;
  /** The Grafana dashboard; only with `monitoring.enabled` and `monitoring.dashboard.enabled`. */
  public readonly dashboard?: ApiObject | undefined;
  /** Storage of results; not with `persistence.enabled: false` or a `persistence.existingClaim`. */
  public readonly persistentVolumeClaim?: ApiObject | undefined;
  /** What the harness may read; not with `rbac.create: false` or `rbac.scope: namespace`. */
  public readonly clusterRole?: ApiObject | undefined;
  /** Gives it the ClusterRole; not with `rbac.create: false` or `rbac.scope: namespace`. */
  public readonly clusterRoleBinding?: ApiObject | undefined;
  /** What `kvmini cold` may do in the target's namespace; only with `rbac.coldStart` and `rbac.create`. */
  public readonly coldStartRole?: ApiObject | undefined;
  /** What it may read in its own namespace; only with `rbac.scope: namespace`, and minimal only where the target is there. */
  public readonly role?: ApiObject | undefined;
  /** The same in `global.isvc.namespace`, where that is another namespace. */
  public readonly targetRole?: ApiObject | undefined;
  /** What it may do for the workers of a run; only with `workers.enabled` and `rbac.create`. */
  public readonly workersRole?: ApiObject | undefined;
  /** Gives it the Role for `kvmini cold`; only with `rbac.coldStart` and `rbac.create`. */
  public readonly coldStartRoleBinding?: ApiObject | undefined;
  /** Gives it the Role, where there is one. */
  public readonly roleBinding?: ApiObject | undefined;
  /** Gives it the Role in `global.isvc.namespace`, where that is another namespace. */
  public readonly targetRoleBinding?: ApiObject | undefined;
  /** Gives it the Role for the workers of a run; only with `workers.enabled` and `rbac.create`. */
  public readonly workersRoleBinding?: ApiObject | undefined;
  /** Metrics and reports inside the cluster. */
  public readonly service: ApiObject;
  /** The harness itself. */
  public readonly deployment: ApiObject;
  /** Alerts; only with `monitoring.enabled` and `monitoring.prometheusRule.enabled`. */
  public readonly prometheusRule?: ApiObject | undefined;
  /** What Prometheus scrapes; only with `monitoring.enabled` and `monitoring.serviceMonitor.enabled`. */
  public readonly serviceMonitor?: ApiObject | undefined;
  /** The objects of `extraObjects`, in their order. */
  public readonly extraObjects: readonly ApiObject[];

  /**
   * Adds a harness with the values that Helm would read from the same files and flags.
   *
   * What Helm passes over in silence is an error, or a warning of the process.
   *
   * @throws HelmValuesError for what can't be read, {@link ValuesError} for what can't be meant
   * @example
   * KvminiHarness.fromValuesFiles(chart, 'kvmini-harness', { files: ['values.yaml', 'prod.yaml'] });
   */
  public static fromValuesFiles(
    scope: Construct,
    id: string,
    props: KvminiValuesFilesProps,
  ): KvminiHarness {
    const { releaseName, namespace, managedBy, kubeVersion } = props;
    const values = readValues(props, (warning) => process.emitWarning(warning));
    return harness(scope, id, { releaseName, namespace, managedBy, kubeVersion, values });
  }

  /**
   * Adds the harness that a parent chart's values ask for, as Helm adds a subchart.
   *
   * The values are what `kvmini` holds, with the parent's `global`; other keys are the parent's own.
   *
   * @returns `undefined` where `kvmini.enabled` is not true, which is the default
   * @throws {@link ValuesError} with paths in the parent's values
   * @example
   * KvminiHarness.subchart(chart, 'kvmini', { parentValues, releaseName: 'vllm' })?.service;
   */
  public static subchart(
    scope: Construct,
    id: string,
    { parentValues, ...release }: KvminiSubchartProps,
  ): KvminiHarness | undefined {
    const values = valuesOfSubchart(parentValues);
    if (values === undefined) return undefined;
    return inParentPaths(() => harness(scope, id, { ...release, values }));
  }

  /**
   * Adds a harness to a cdk8s chart.
   *
   * @param scope a `Chart`, or a construct inside one
   * @param id the construct's id; it is the release name unless `releaseName` is given
   * @throws {@link ValuesError} with every problem; nothing is added to the tree then
   */
  public constructor(scope: Construct, id: string, props: KvminiHarnessProps = {}) {
    const release = resolveRelease({
      releaseName: props.releaseName ?? id,
      isNamedById: props.releaseName === undefined,
      namespace: props.namespace ?? Chart.of(scope).namespace,
      managedBy: props.managedBy,
      kubeVersion: props.kubeVersion,
      values: props.values ?? {},
      toYaml,
    });
    const { own, extra } = objectsFor(scope, release);
    super(scope, id);

    this.values = release.values;
    this.warnings = release.warnings;
    this.fullname = release.fullname;
    this.labels = release.labels;
    this.selectorLabels = release.selectorLabels;
    this.serviceAccountName = release.serviceAccountName;

    this.networkPolicy = add(this, 'network-policy', own.networkPolicy);
    this.podDisruptionBudget = add(this, 'pod-disruption-budget', own.podDisruptionBudget);
    this.serviceAccount = add(this, 'service-account', own.serviceAccount);
    this.configMap = add(this, 'config-map', own.configMap);
    this.dashboard = add(this, 'dashboard', own.dashboard);
    this.persistentVolumeClaim = add(this, 'persistent-volume-claim', own.persistentVolumeClaim);
    this.clusterRole = add(this, 'cluster-role', own.clusterRole);
    this.clusterRoleBinding = add(this, 'cluster-role-binding', own.clusterRoleBinding);
    this.coldStartRole = add(this, 'cold-start-role', own.coldStartRole);
    this.role = add(this, 'role', own.role);
    this.targetRole = add(this, 'target-role', own.targetRole);
    this.workersRole = add(this, 'workers-role', own.workersRole);
    this.coldStartRoleBinding = add(this, 'cold-start-role-binding', own.coldStartRoleBinding);
    this.roleBinding = add(this, 'role-binding', own.roleBinding);
    this.targetRoleBinding = add(this, 'target-role-binding', own.targetRoleBinding);
    this.workersRoleBinding = add(this, 'workers-role-binding', own.workersRoleBinding);
    this.service = add(this, 'service', own.service);
    this.deployment = add(this, 'deployment', own.deployment);
    this.prometheusRule = add(this, 'prometheus-rule', own.prometheusRule);
    this.serviceMonitor = add(this, 'service-monitor', own.serviceMonitor);
    this.extraObjects = extra.map((object, index) => add(this, `extra-object-${index}`, object));
    this.node.defaultChild = this.deployment;
    remember(this);
    rememberRelease(this, release);
  }
}

/** The objects of a release, none of which is in the app already; what is probably not meant is told. */
function objectsFor(scope: Construct, release: ReturnType<typeof resolveRelease>) {
  const objects = releaseObjects(release);
  refuseCollisions(scope, objects.all);
  const { name, warnings } = release;
  for (const each of warnings) process.emitWarning(`${name}: ${warningLine(each)}`);
  return objects;
}

/** Outside of the class: a bundler gives a class another name that names itself, and stack traces would say so. */
function harness(scope: Construct, id: string, props: KvminiHarnessProps): KvminiHarness {
  return new KvminiHarness(scope, id, props);
}
