import { warningRule } from './rule';

/** Nodes belong to no namespace: no Role gives a right on them. */
export const nodesByRole = warningRule(['rbac'], ({ rbac: { create, nodes, scope } }) => {
  if (!create || !nodes || scope === 'cluster') return [];
  const message =
    'no Role can give rights on nodes, which belong to no namespace; set rbac.scope to cluster, or leave it out: the GPUs are then known where the pods name them';
  return [{ code: 'may-fail', at: ['rbac', 'nodes'], message }];
});

/** Without an account of its own and a name, the pod runs as `default`, as all pods of the namespace that name none. */
export const sharedAccount = warningRule(['serviceAccount', 'rbac'], ({ serviceAccount, rbac }) => {
  if (serviceAccount.create || serviceAccount.name !== '' || !rbac.create) return [];
  const message =
    'rbac.create gives the roles to the account "default", and so to every pod of the namespace that names none; name an account, or set serviceAccount.create';
  return [{ code: 'may-fail', at: ['serviceAccount', 'name'], message }];
});
