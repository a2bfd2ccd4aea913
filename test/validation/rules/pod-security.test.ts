import { table } from '../../support/issues';

const root = (section: string) =>
  `conflict ${section}.runAsUser: expected a user other than root, since runAsNonRoot is set, found 0`;

/** Both contexts as given, without the defaults. */
const contexts = (pod: object, container: object) => ({
  podSecurityContext: { runAsUser: null, runAsNonRoot: null, ...pod },
  securityContext: { runAsUser: null, runAsNonRoot: null, ...container },
});

const mustNot = { runAsNonRoot: true };

table('a container that must not be root is not told to run as root', [
  [contexts({}, { ...mustNot, runAsUser: 0 }), root('securityContext')],
  [contexts({}, { ...mustNot, runAsUser: 1 })],
  [contexts({}, { runAsUser: 0 })],
  [contexts({}, { runAsNonRoot: false, runAsUser: 0 })],
  [contexts({}, mustNot)],
  // the container's own word counts, else the pod's
  [contexts({ ...mustNot, runAsUser: 0 }, {}), root('podSecurityContext')],
  [contexts({ ...mustNot, runAsUser: 1 }, {})],
  [contexts({ runAsUser: 0 }, mustNot), root('podSecurityContext')],
  [contexts(mustNot, { runAsUser: 0 }), root('securityContext')],
  [contexts({ ...mustNot, runAsUser: 0 }, { runAsUser: 1 })],
  [contexts({ ...mustNot, runAsUser: 1 }, { runAsUser: 0 }), root('securityContext')],
  [contexts({ ...mustNot, runAsUser: 0 }, { runAsNonRoot: false })],
  [contexts({ runAsNonRoot: false, runAsUser: 0 }, mustNot), root('podSecurityContext')],
]);

const at = 'securityContext.allowPrivilegeEscalation';
const ADDED = `conflict ${at}: expected true, since CAP_SYS_ADMIN is added, found false`;
const PRIVILEGED = `conflict ${at}: expected true, since privileged is set, found false`;

const escalation = (allowPrivilegeEscalation: unknown, rest: object) => ({
  securityContext: { allowPrivilegeEscalation, ...rest },
});

table('what needs a gain of privileges, as the API server has it', [
  [escalation(false, { privileged: true }), PRIVILEGED],
  [escalation(false, { privileged: false })],
  [escalation(true, { privileged: true })],
  [escalation(null, { privileged: true })],
  [escalation(false, { capabilities: { add: ['CAP_SYS_ADMIN'] } }), ADDED],
  [escalation(false, { capabilities: { add: ['NET_ADMIN', 'CAP_SYS_ADMIN'] } }), ADDED],
  [escalation(true, { capabilities: { add: ['CAP_SYS_ADMIN'] } })],
  [escalation(false, { capabilities: { drop: ['CAP_SYS_ADMIN'] } })],
  [escalation(false, { capabilities: { add: [] } })],
  // It compares with that one spelling.
  [escalation(false, { capabilities: { add: ['SYS_ADMIN'] } })],
  [escalation(false, { capabilities: { add: ['CAP_SYS_ADMINISTRATOR'] } })],
  [escalation(false, { privileged: true, capabilities: { add: ['CAP_SYS_ADMIN'] } }), PRIVILEGED],
]);
