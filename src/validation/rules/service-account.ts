import { warningRule } from './rule';

/** Without an account of its own and a name, the pod runs as `default`, as all pods of the namespace that name none. */
export const sharedAccount = warningRule(['serviceAccount', 'rbac'], ({ serviceAccount, rbac }) => {
  if (serviceAccount.create || serviceAccount.name !== '' || !rbac.create) return [];
  const message =
    'rbac.create gives the roles to the account "default", and so to every pod of the namespace that names none; name an account, or set serviceAccount.create';
  return [{ code: 'may-fail', at: ['serviceAccount', 'name'], message }];
});
