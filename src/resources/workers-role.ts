import type { k8s } from 'cdk8s-plus-28';
import type { Release } from '../release/release';
import { type Manifest, metadata, type Plain } from './manifest';
import { workersRoleName } from './object-names';

/** All that `kvmini bench --pods` asks the API server for: `harness/src/run/workers/pods/api.ts` has the requests. */
const RULES: readonly Plain<k8s.PolicyRule>[] = [
  {
    apiGroups: ['batch'],
    resources: ['jobs'],
    verbs: ['create', 'get', 'list', 'watch', 'patch', 'delete'],
  },
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['events'], verbs: ['list'] },
  // It can't read any, nor remove one: a run's Secret goes with its Job.
  { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
];

/** What the harness may do for the workers of a run, in the release's namespace; only with `workers.enabled`. */
export function workersRole(release: Release): Manifest | undefined {
  const { workers, rbac } = release.values;
  if (!workers.enabled || !rbac.create) return undefined;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: metadata(release, workersRoleName(release)),
    rules: RULES,
  };
}
