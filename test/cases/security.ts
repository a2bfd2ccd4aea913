import type { Cases } from './kubernetes';

const x = (length: number) => 'x'.repeat(length);

/** A profile of the pod or of the container. */
const seccomp = (section: string): Cases => ({
  topic: `${section}.seccompProfile`,
  at: (seccompProfile: unknown) => ({
    podSecurityContext: null,
    securityContext: null,
    [section]: { seccompProfile },
  }),
  accepted: [
    { type: 'RuntimeDefault' },
    { type: 'Unconfined' },
    { type: 'Localhost', localhostProfile: 'a/b.json' },
    { type: 'Localhost', localhostProfile: '' },
  ],
  refused: [
    [{ type: 'Localhost' }, `missing ${section}.seccompProfile.localhostProfile`],
    [
      { type: 'Localhost', localhostProfile: '/a' },
      `wrong-format ${section}.seccompProfile.localhostProfile`,
    ],
    [
      { type: 'Localhost', localhostProfile: 'a/../b' },
      `wrong-format ${section}.seccompProfile.localhostProfile`,
    ],
    [
      { type: 'RuntimeDefault', localhostProfile: 'a' },
      `conflict ${section}.seccompProfile.localhostProfile`,
    ],
    [{ localhostProfile: 'a' }, `missing ${section}.seccompProfile.type`],
    [{ type: 'runtime/default' }, `not-allowed ${section}.seccompProfile.type`],
  ],
});

const C = 'securityContext';
const P = 'podSecurityContext';

export const SECURITY: readonly Cases[] = [
  // Their own defaults are taken back, so that one profile stands alone.
  {
    ...seccomp(P),
    at: (seccompProfile: object) => ({
      podSecurityContext: { seccompProfile: { type: null, ...seccompProfile } },
    }),
  },
  seccomp(C),
  {
    topic: 'appArmorProfile',
    at: (appArmorProfile: unknown) => ({ securityContext: { appArmorProfile } }),
    accepted: [{ type: 'RuntimeDefault' }, { type: 'Localhost', localhostProfile: x(4095) }],
    refused: [
      [{ type: 'Localhost' }, `missing ${C}.appArmorProfile.localhostProfile`],
      [
        { type: 'Localhost', localhostProfile: '' },
        `missing ${C}.appArmorProfile.localhostProfile`,
      ],
      [
        { type: 'Localhost', localhostProfile: ' a' },
        `wrong-format ${C}.appArmorProfile.localhostProfile`,
      ],
      [
        { type: 'Localhost', localhostProfile: x(4096) },
        `wrong-format ${C}.appArmorProfile.localhostProfile`,
      ],
      [
        { type: 'Unconfined', localhostProfile: 'a' },
        `conflict ${C}.appArmorProfile.localhostProfile`,
      ],
    ],
  },
  {
    topic: 'sysctls',
    at: (sysctls: unknown) => ({ podSecurityContext: { sysctls } }),
    accepted: [
      [{ name: 'net.core.somaxconn', value: '1024' }],
      [
        { name: 'net/ipv4/tcp_syncookies', value: '' },
        { name: 'a', value: '1' },
      ],
      [{ name: x(253), value: '1' }],
    ],
    refused: [
      [[{ name: 'Net.Core', value: '1' }], `wrong-format ${P}.sysctls[0].name`],
      [[{ name: x(254), value: '1' }], `wrong-format ${P}.sysctls[0].name`],
      [
        [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
        `duplicate ${P}.sysctls[1].name`,
      ],
      [[{ name: '', value: '1' }], `missing ${P}.sysctls[0].name`],
      [[{ name: 'a', value: 1 }], `wrong-type ${P}.sysctls[0].value`],
    ],
  },
  {
    topic: 'the container',
    at: (securityContext: unknown) => ({ securityContext }),
    accepted: [
      { allowPrivilegeEscalation: true, privileged: true },
      { privileged: false },
      { allowPrivilegeEscalation: true, capabilities: { add: ['CAP_SYS_ADMIN'] } },
      { capabilities: { add: ['SYS_ADMIN'] } },
      { procMount: 'Default' },
      { windowsOptions: { runAsUserName: 'a' } },
    ],
    refused: [
      [{ privileged: true }, `conflict ${C}.allowPrivilegeEscalation`],
      [{ capabilities: { add: ['CAP_SYS_ADMIN'] } }, `conflict ${C}.allowPrivilegeEscalation`],
      [{ procMount: 'Unmasked' }, `conflict ${C}.procMount`],
      [{ procMount: 'default' }, `not-allowed ${C}.procMount`],
      [{ enabled: true }, `unknown-key ${C}.enabled`],
      [{ fsGroup: 1 }, `unknown-key ${C}.fsGroup`],
      [{ windowsOptions: { runAsUserName: '' } }, `wrong-format ${C}.windowsOptions.runAsUserName`],
      [{ runAsUser: -1 }, `out-of-range ${C}.runAsUser`],
    ],
  },
];
