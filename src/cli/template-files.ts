import type { Release } from '../release/release';
import type { Manifest } from '../resources/manifest';
import { namespace } from '../resources/namespace';
import { releaseObjects } from '../resources/release-objects';

/** The objects of one template of the Helm chart. */
export interface TemplateFile {
  /** Its path in the chart, such as `templates/service.yaml`. */
  readonly name: string;
  /** None where values switch it off. */
  readonly manifests: readonly Manifest[];
}

/** The Namespace of `--create-namespace`, for which the chart has no template. */
const NAMESPACE = 'templates/namespace.yaml';

type OwnObject = keyof ReturnType<typeof releaseObjects>['own'];

/** The chart's template of each object; the Role in the target's namespace comes from the same as that in the release's. */
const TEMPLATES: Readonly<Record<OwnObject | 'extra', string>> = {
  networkPolicy: 'templates/networkpolicy.yaml',
  podDisruptionBudget: 'templates/poddisruptionbudget.yaml',
  serviceAccount: 'templates/serviceaccount.yaml',
  configMap: 'templates/configmap.yaml',
  dashboard: 'templates/dashboard.yaml',
  persistentVolumeClaim: 'templates/persistentvolumeclaim.yaml',
  clusterRole: 'templates/clusterrole.yaml',
  clusterRoleBinding: 'templates/clusterrolebinding.yaml',
  coldStartRole: 'templates/coldstartrole.yaml',
  role: 'templates/role.yaml',
  targetRole: 'templates/role.yaml',
  workersRole: 'templates/workersrole.yaml',
  coldStartRoleBinding: 'templates/coldstartrolebinding.yaml',
  roleBinding: 'templates/rolebinding.yaml',
  targetRoleBinding: 'templates/rolebinding.yaml',
  workersRoleBinding: 'templates/workersrolebinding.yaml',
  service: 'templates/service.yaml',
  deployment: 'templates/deployment.yaml',
  prometheusRule: 'templates/prometheusrule.yaml',
  serviceMonitor: 'templates/servicemonitor.yaml',
  extra: 'templates/extraobjects.yaml',
};

/** The templates that `--output-dir` may have a file of. */
export const FILE_NAMES: readonly string[] = [NAMESPACE, ...Object.values(TEMPLATES)];

/** The templates that `--show-only` may name. */
export const TEMPLATE_NAMES: readonly string[] = [...new Set(Object.values(TEMPLATES))].sort();

/**
 * All objects of a release by the template that makes them in the Helm chart, in Helm's install order.
 *
 * @param createNamespace whether the Namespace comes first
 * @throws {@link ValuesError} where one of the user's objects is called as another
 */
export function templateFiles(release: Release, createNamespace = false): readonly TemplateFile[] {
  const { own, extra } = releaseObjects(release);
  const byName = new Map<string, Manifest[]>();
  const add = (name: string, ...manifests: (Manifest | undefined)[]) => {
    const there = manifests.filter((manifest) => manifest !== undefined);
    byName.set(name, [...(byName.get(name) ?? []), ...there]);
  };
  if (createNamespace) add(NAMESPACE, namespace(release));
  for (const [object, manifest] of Object.entries(own))
    add(TEMPLATES[object as OwnObject], manifest);
  add(TEMPLATES.extra, ...extra);
  return [...byName].map(([name, manifests]) => ({ name, manifests }));
}
