import { mismatch } from '../issues';
import { rule } from './rule';

/** The kubelet starts no container that must not be root and is told to run as root. */
export const runAsRoot = rule(
  ['podSecurityContext', 'securityContext'],
  ({ podSecurityContext: pod, securityContext: container }) => {
    const mustNot = container.runAsNonRoot ?? pod.runAsNonRoot;
    const section = container.runAsUser === undefined ? 'podSecurityContext' : 'securityContext';
    const user = container.runAsUser ?? pod.runAsUser;
    if (mustNot !== true || user !== 0) return [];
    const expected = 'a user other than root, since runAsNonRoot is set';
    return [mismatch('conflict', [section, 'runAsUser'], expected, '0')];
  },
);

/** The one spelling that the API server looks for: it takes `SYS_ADMIN`, which Kubernetes' own docs write. */
const SYS_ADMIN = 'CAP_SYS_ADMIN';

/** What the API server refuses in a container's security context. */
export const escalation = rule(['securityContext'], ({ securityContext }) => {
  const { allowPrivilegeEscalation, privileged, capabilities } = securityContext;
  if (allowPrivilegeEscalation !== false) return [];
  const at = ['securityContext', 'allowPrivilegeEscalation'];
  const why = privileged ? 'privileged is set' : `${SYS_ADMIN} is added`;
  const needed = privileged || capabilities?.add?.includes(SYS_ADMIN);
  return needed ? [mismatch('conflict', at, `true, since ${why}`, 'false')] : [];
});
