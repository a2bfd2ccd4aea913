import { field } from 'kvmini-contract/documented';
import { anyText, flag, integer, oneOf } from '../formats';
import { once } from '../once';
import { listOf, looseMap, named, required, words } from './named';

const id = once(() => integer('a user or group id from 0', 0));

const seccompProfile = looseMap(() => ({
  type: required(oneOf('RuntimeDefault', 'Localhost', 'Unconfined'), 'Which profile'),
  localhostProfile: field(anyText(), 'File of the node, for `Localhost`'),
}));

export const podSecurityContext = named(
  'PodSecurityContext',
  "Security settings of the pod, as Kubernetes' own type.",
  () => ({
    runAsNonRoot: field(flag(), 'Refuse to start as root'),
    runAsUser: field(id(), 'User id of the process'),
    runAsGroup: field(id(), 'Group id of the process'),
    fsGroup: field(id(), 'Group id that owns the volumes'),
    fsGroupChangePolicy: field(oneOf('OnRootMismatch', 'Always'), 'When volumes change hands'),
    supplementalGroups: field(listOf(id(), 'a list of ids'), 'More group ids'),
    seccompProfile: field(seccompProfile(), 'System calls that are allowed'),
  }),
);

const capabilities = looseMap(() => ({
  add: field(words(), 'Capabilities to add'),
  drop: field(words(), 'Capabilities to drop'),
}));

export const securityContext = named(
  'SecurityContext',
  "Security settings of the container, as Kubernetes' own type.",
  () => ({
    allowPrivilegeEscalation: field(flag(), 'Let a child process gain privileges'),
    capabilities: field(capabilities(), 'Linux capabilities'),
    privileged: field(flag(), 'Run with the rights of the node'),
    readOnlyRootFilesystem: field(flag(), 'Make everything but volumes read-only'),
    runAsNonRoot: field(flag(), 'Refuse to start as root'),
    runAsUser: field(id(), 'User id of the process'),
    runAsGroup: field(id(), 'Group id of the process'),
    seccompProfile: field(seccompProfile(), 'System calls that are allowed'),
  }),
);
