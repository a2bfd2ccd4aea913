import { CHART } from '../../chart/chart';
import { once } from '../../values/once';

/** A command of Helm's, or of a tool beside it, that this command does not have. */
export interface HelmCommand {
  /** Its name, then its other names. */
  readonly names: readonly string[];
  /** What to type instead, where `NAME` stands for the release; Markdown, since the page about the command shows it too. */
  readonly says: string;
}

const PRINTS = 'this command prints manifests and asks no cluster;';
/** What finds a release in the cluster. */
export const SELECTED = '-n NAMESPACE -l app.kubernetes.io/instance=NAME';
const NO_CHART = `the chart, kvmini ${CHART.version}, comes with this command;`;
const APPLY = '`cdk8s-kvmini template NAME … | kubectl apply -f -`';

/** What to type instead of each. */
const INSTEAD: Readonly<Record<string, string>> = {
  install: `${PRINTS} type ${APPLY}`,
  upgrade: `${PRINTS} type ${APPLY} with all values; docs/deploying.md has what removes objects that are gone`,
  'uninstall un del delete': `${PRINTS} type \`cdk8s-kvmini template NAME … --without claim | kubectl delete -f -\`, which leaves the results`,
  diff: `${PRINTS} type \`cdk8s-kvmini template NAME … | kubectl diff -f -\``,
  lint: 'values are checked before anything is printed; type `cdk8s-kvmini template NAME … > /dev/null`',
  rollback: `no revisions are kept; apply the manifests of an earlier commit of your values with ${APPLY}`,
  'history hist': 'no revisions are kept; `git log` of your values is the history',
  'list ls': `${PRINTS} type \`kubectl get deployments --all-namespaces -l app.kubernetes.io/name=${CHART.name}\``,
  status: `${PRINTS} type \`kubectl rollout status deployment ${SELECTED}\``,
  get: `no release is stored; \`cdk8s-kvmini template NAME …\` prints its manifests and \`cdk8s-kvmini notes NAME …\` its notes, and its values are your files`,
  test: `${PRINTS} type \`cdk8s-kvmini notes NAME …\`, which says how to run a benchmark in the pod`,
  'show inspect':
    'type `cdk8s-kvmini values` for the values and `cdk8s-kvmini schema` for their JSON Schema',
  'apply kubectl': `${PRINTS} type ${APPLY}`,
  'synth synthesize':
    'type `cdk8s-kvmini template NAME …`; `npx cdk8s synth` runs an app of your own',
  'dependency dep dependencies': `${NO_CHART} it has no dependencies`,
  create: 'type `cdk8s-kvmini values > values.yaml` for a file to edit',
  env: `it reads \`HELM_NAMESPACE\` and no other variable of Helm's`,
  'pull fetch': `${NO_CHART} type \`cdk8s-kvmini template NAME …\``,
  'push package': `${NO_CHART} the Helm chart itself is in charts/kvmini of the repository`,
  'repo repos': `${NO_CHART} no repository is needed`,
  'search hub': `${NO_CHART} \`npm view cdk8s-kvmini versions\` lists those that there are`,
  'registry login logout': `${NO_CHART} no registry is needed`,
  plugin: 'it takes no plugins; type `cdk8s-kvmini template NAME … | PROGRAM`',
  secrets: 'type `sops decrypt secrets.yaml | cdk8s-kvmini template NAME -f values.yaml -f -`',
  verify: `${NO_CHART} \`npm audit signatures\` verifies the package`,
};

/** Helm's commands of two words, and those of its plugins: what comes behind both is a release. */
export const HELM_PARTS: ReadonlySet<string> = new Set([
  ...['all', 'hooks', 'manifest', 'metadata', 'notes', 'values'].map((part) => `get ${part}`),
  ...['upgrade', 'revision', 'rollback', 'release', 'version'].map((part) => `diff ${part}`),
  ...['install', 'upgrade', 'template', 'diff', 'lint'].map((part) => `secrets ${part}`),
  ...['decrypt', 'encrypt', 'edit', 'view'].map((part) => `secrets ${part}`),
  ...['list', 'install', 'uninstall', 'update'].map((part) => `plugin ${part}`),
]);

/** Every command that is looked for here in vain, and what to type instead. */
export const helmCommands = once((): readonly HelmCommand[] =>
  Object.entries(INSTEAD).map(([names, says]) => ({ names: names.split(' '), says })),
);
