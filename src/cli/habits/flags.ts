import { CHART } from '../../chart/chart';
import { once } from '../../values/once';
import { SELECTED } from './commands';
import { flagsOf, type HelmFlag } from './flag';

const NO_RELEASE =
  'there is no stored release whose values it could use: give all of them with `-f` and `--set`';
const NO_DOWNLOAD = `the chart is not downloaded: kvmini ${CHART.version} comes with this command, so leave it out`;
const KUBECTL = 'this command asks no cluster; give it to kubectl:';
const ROLLOUT = `\`kubectl rollout status deployment ${SELECTED}\``;
const WAIT = `apply the manifests, then wait with ${ROLLOUT}, and for a run's Job with \`kubectl wait --for=condition=complete -n NAMESPACE job/JOB\``;
const NAME = 'name the release: `cdk8s-kvmini template NAME`';
const UNDO = 'nothing is rolled back by itself; apply the manifests of the commit before';
const POST = 'pipe the output into it: `cdk8s-kvmini template NAME | PROGRAM | kubectl apply -f -`';
const NO_CLUSTER = 'no cluster is asked';

const WORKS = flagsOf('works', {
  '-n, --namespace VALUE':
    'the namespace of the release, else that of `HELM_NAMESPACE`, else `default`; that of the context in the kubeconfig is not read',
  '--create-namespace': 'the Namespace comes first in the output',
  '-f, --values VALUE':
    'a values file, several with commas between them, or `-` for standard input',
  '--set VALUE': 'as in Helm',
  '--set-string VALUE': 'as in Helm',
  '--set-json VALUE': 'as in Helm',
  '--set-file VALUE': 'as in Helm, for files',
  '--set-literal VALUE': 'as in Helm',
  '-s, --show-only VALUE':
    'only the objects of a template, such as `templates/service.yaml`; each comes once',
  '--output-dir VALUE':
    'a file a template, `DIR/kvmini/templates/service.yaml`; with `--show-only`, those alone',
  '--release-name': 'with `--output-dir`: `DIR/NAME/kvmini/templates/…`',
  '--kube-version VALUE':
    'the oldest Kubernetes that the manifests are for: what only newer ones take is warned of',
  '--version VALUE': `the chart's version, which is ${CHART.version} here; any other is refused`,
  '-h, --help': 'help for a command',
});

const AGREES = flagsOf('agrees', {
  '--dry-run[=VALUE]':
    'nothing is sent to a cluster in any case; `--dry-run=server` is refused, see below',
  '--skip-tests': 'tests of the chart are never printed',
  '--no-hooks': 'the chart has no hooks but its test, which is never printed',
  '--include-crds': 'the chart has no CRDs',
  '--skip-crds': 'the chart has no CRDs',
  '--hide-notes': '`cdk8s-kvmini notes` prints them, nothing else does',
  '--render-subchart-notes': '`cdk8s-kvmini notes` prints them, nothing else does',
  '--color VALUE': 'the output has no colours',
  '--colour VALUE': 'the output has no colours',
});

const WARNED = flagsOf('warned', {
  '-a, --api-versions VALUE':
    'no object depends on what a cluster offers; values such as `monitoring.serviceMonitor.enabled` decide',
  '--is-upgrade': 'an install and an upgrade print the same',
  '--debug': 'there is no more to tell; every problem is told in full',
  '--skip-schema-validation':
    'values are checked all the same: what is refused here, the API server refuses or the pod fails of',
  '--disable-openapi-validation':
    'values are checked all the same; the rest is what `kubectl apply --validate=false` leaves out',
  '--enable-dns': 'no name is looked up',
  '--description VALUE':
    'there is no record of a release to describe; the commit of your values is',
  '--dependency-update': 'the chart has no dependencies',
  '--devel': `kvmini ${CHART.version} comes with this command`,
  '--qps VALUE': NO_CLUSTER,
  '--burst-limit VALUE': NO_CLUSTER,
  '--content-cache VALUE': NO_DOWNLOAD,
  '--registry-config VALUE': NO_DOWNLOAD,
  '--repository-cache VALUE': NO_DOWNLOAD,
  '--repository-config VALUE': NO_DOWNLOAD,
});

const DEPLOYING = flagsOf('refused', {
  '--wait[=VALUE]': WAIT,
  '--wait-for-jobs': 'the harness has no Jobs; leave it out',
  '--timeout VALUE': `${WAIT}; both have a \`--timeout\``,
  '--atomic': UNDO,
  '--rollback-on-failure': UNDO,
  '--cleanup-on-fail': UNDO,
  '--force': '`cdk8s-kvmini template NAME | kubectl replace --force -f -` replaces objects',
  '--force-replace': '`cdk8s-kvmini template NAME | kubectl replace --force -f -` replaces objects',
  '--force-conflicts': `${KUBECTL} \`kubectl apply --server-side --force-conflicts -f -\``,
  '--server-side[=VALUE]': `${KUBECTL} \`kubectl apply --server-side -f -\``,
  '--take-ownership': '`kubectl apply` takes over what is there; leave it out',
  '--replace': '`kubectl apply` takes a name again; leave it out',
  '--recreate-pods': `\`kubectl rollout restart deployment ${SELECTED}\``,
  '-i, --install':
    '`cdk8s-kvmini template NAME | kubectl apply -f -` installs and upgrades; leave it out',
  '--history-max VALUE':
    'no history is kept: the commits of your values are the history; leave it out',
  '--reuse-values': NO_RELEASE,
  '--reset-values': `${NO_RELEASE}; leave it out`,
  '--reset-then-reuse-values': NO_RELEASE,
  '-o, --output VALUE':
    'the output is YAML; `--output-dir DIR`, which is `-o` here, writes it to files',
  '--hide-secret':
    'Secrets of `extraObjects` are printed whole; leave them out of the values to look at the rest',
  '--validate':
    '`cdk8s-kvmini template NAME | kubectl apply --dry-run=server -f -` asks the API server',
  '-l, --labels VALUE':
    'there is no record of a release to label; `--set commonLabels.KEY=VALUE` labels every object',
  '-g, --generate-name': NAME,
  '--name-template VALUE': NAME,
  '--name VALUE': NAME,
  '--release VALUE': NAME,
  '--post-renderer VALUE': POST,
  '--post-renderer-args VALUE': POST,
});

const CLUSTER = flagsOf('refused', {
  '--kube-context VALUE': `${KUBECTL} \`kubectl --context CONTEXT apply -f -\``,
  '--kubeconfig VALUE': `${KUBECTL} \`kubectl --kubeconfig FILE apply -f -\``,
  '--kube-apiserver VALUE': `${KUBECTL} \`kubectl --server URL apply -f -\``,
  '--kube-as-user VALUE': `${KUBECTL} \`kubectl --as USER apply -f -\``,
  '--kube-as-group VALUE': `${KUBECTL} \`kubectl --as-group GROUP apply -f -\``,
  '--kube-ca-file VALUE': `${KUBECTL} \`kubectl --certificate-authority FILE apply -f -\``,
  '--kube-token VALUE': `${KUBECTL} \`kubectl --token TOKEN apply -f -\``,
  '--kube-tls-server-name VALUE': `${KUBECTL} \`kubectl --tls-server-name HOST apply -f -\``,
  '--kube-insecure-skip-tls-verify': `${KUBECTL} \`kubectl --insecure-skip-tls-verify apply -f -\``,
});

const DOWNLOAD = flagsOf('refused', {
  '--repo VALUE': NO_DOWNLOAD,
  '--username VALUE': NO_DOWNLOAD,
  '--password VALUE': NO_DOWNLOAD,
  '--pass-credentials': NO_DOWNLOAD,
  '--ca-file VALUE': NO_DOWNLOAD,
  '--cert-file VALUE': NO_DOWNLOAD,
  '--key-file VALUE': NO_DOWNLOAD,
  '--insecure-skip-tls-verify': NO_DOWNLOAD,
  '--plain-http': NO_DOWNLOAD,
  '--verify': `${NO_DOWNLOAD}; \`npm audit signatures\` verifies the package`,
  '--keyring VALUE': `${NO_DOWNLOAD}; \`npm audit signatures\` verifies the package`,
});

/** Every flag of `helm template`, `install` and `upgrade`, also of Helm 3, and what becomes of it here. */
export const helmFlags = once((): readonly HelmFlag[] => [
  ...WORKS,
  ...AGREES,
  ...WARNED,
  ...DEPLOYING,
  ...CLUSTER,
  ...DOWNLOAD,
]);

/** A flag of Helm's as it was typed, such as `--wait` or `-l`. */
export const helmFlag = (flag: string): HelmFlag | undefined =>
  helmFlags().find(({ name, short }) => flag === `--${name}` || flag === `-${short}`);

/** What `--dry-run` may be set to, beside `server`. */
export const DRY_RUNS: readonly string[] = ['client', 'none', 'true', 'false', 'unset'];

/** What is said of `--dry-run=server`. */
export const ASK_THE_SERVER =
  '`cdk8s-kvmini template NAME | kubectl apply --dry-run=server -f -` asks the API server';
