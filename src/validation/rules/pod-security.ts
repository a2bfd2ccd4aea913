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
