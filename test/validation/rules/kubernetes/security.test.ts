import {
  containerSecurity,
  podSecurity,
} from '../../../../src/validation/rules/kubernetes/security';
import { type CheckRow, checkTable, shown } from '../../../support/checks';

const x = (length: number) => 'x'.repeat(length);

/** What the profiles of a pod and of its containers take and refuse alike. */
const SHARED: readonly CheckRow[] = [
  [{}],
  [undefined],
  [{ seccompProfile: { type: 'Localhost', localhostProfile: 'a/b' } }],
  [{ seccompProfile: { type: 'RuntimeDefault' } }],
  // What has no type is refused by its own.
  [{ seccompProfile: { localhostProfile: 'a' } }],
  [
    { seccompProfile: { type: 'Localhost' } },
    'missing v.seccompProfile.localhostProfile: expected a file of the node, since type is Localhost, found nothing',
  ],
  [
    { seccompProfile: { type: 'Localhost', localhostProfile: '/a' } },
    'wrong-format v.seccompProfile.localhostProfile: expected a path that is not absolute, without "..", found the string "/a"',
  ],
  [
    { seccompProfile: { type: 'Unconfined', localhostProfile: 'a' } },
    'conflict v.seccompProfile.localhostProfile: expected none, since type is Unconfined, found the string "a"',
  ],
  [{ appArmorProfile: { type: 'Localhost', localhostProfile: x(4095) } }],
  [
    { appArmorProfile: { type: 'Localhost' } },
    'missing v.appArmorProfile.localhostProfile: expected a file of the node, since type is Localhost, found nothing',
  ],
  [
    { appArmorProfile: { type: 'Localhost', localhostProfile: '' } },
    'missing v.appArmorProfile.localhostProfile: expected a name, since type is Localhost, found an empty string',
  ],
  ...[' a', 'a ', '\ta'].map(
    (text): CheckRow => [
      { appArmorProfile: { type: 'Localhost', localhostProfile: text } },
      `wrong-format v.appArmorProfile.localhostProfile: expected a name of at most 4095 characters, without blanks around it, found ${shown(text)}`,
    ],
  ),
  [{ windowsOptions: { gmsaCredentialSpecName: 'a.b', gmsaCredentialSpec: 'x' } }],
  [{ windowsOptions: {} }],
  [
    { windowsOptions: { gmsaCredentialSpecName: 'A_B', gmsaCredentialSpec: '' } },
    'wrong-format v.windowsOptions.gmsaCredentialSpecName: expected a DNS name (a-z, 0-9, "-" and ".", at most 253 characters), found a string',
    'wrong-format v.windowsOptions.gmsaCredentialSpec: expected a text that is not empty, found a string',
  ],
];

const sysctls = (...names: unknown[]) => ({
  sysctls: names.map((name) => ({ name, value: '1' })),
});
const noSysctl = (name: string): CheckRow => [
  sysctls(name),
  `wrong-format v.sysctls[0].name: expected the name of a sysctl, such as net.core.somaxconn, found ${shown(name)}`,
];

checkTable('security of the pod', podSecurity, [
  ...SHARED,
  [sysctls('net.core.somaxconn', 'net/ipv4/tcp_syncookies', 'a', x(253))],
  // What is no text is refused by its type, and is no duplicate.
  [sysctls(1, 1, undefined, undefined)],
  [sysctls(''), 'missing v.sysctls[0].name: expected the name of a sysctl, found an empty string'],
  ...['Net.Core', 'a..b', 'a.', '.a', '-a', 'a b'].map(noSysctl),
  [
    sysctls('a', 'b', 'a', 'a'),
    'duplicate v.sysctls[2].name: expected each sysctl once, found the string "a"',
    'duplicate v.sysctls[3].name: expected each sysctl once, found the string "a"',
  ],
]);

const escalation = (why: string) =>
  `conflict v.allowPrivilegeEscalation: expected true, since ${why}, found false`;

checkTable('security of a container', containerSecurity, [
  ...SHARED,
  // Only the pod has them.
  [sysctls('Net.Core')],
  [{ allowPrivilegeEscalation: false }],
  [{ allowPrivilegeEscalation: false, privileged: false, capabilities: { add: ['SYS_ADMIN'] } }],
  [{ allowPrivilegeEscalation: false, capabilities: { drop: ['CAP_SYS_ADMIN'] } }],
  [{ allowPrivilegeEscalation: true, privileged: true }],
  [{ privileged: true, capabilities: { add: ['CAP_SYS_ADMIN'] } }],
  [{ allowPrivilegeEscalation: false, privileged: true }, escalation('privileged is set')],
  [
    { allowPrivilegeEscalation: false, capabilities: { add: ['NET_ADMIN', 'CAP_SYS_ADMIN'] } },
    escalation('CAP_SYS_ADMIN is added'),
  ],
  [{ procMount: 'Default' }],
  [
    { procMount: 'Unmasked' },
    'conflict v.procMount: expected Default, since Unmasked needs hostUsers: false in the pod, found the string "Unmasked"',
  ],
]);
