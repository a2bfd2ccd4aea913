import { form, table } from '../../support/issues';

const INT32 = 2_147_483_647;
const FLAG = { accepted: [true, false, undefined], refused: { 'wrong-type': ['true', 1] } };

for (const section of ['podSecurityContext', 'securityContext']) {
  for (const field of ['runAsUser', 'runAsGroup']) {
    form({
      path: `${section}.${field}`,
      at: (id) => ({
        podSecurityContext: { runAsNonRoot: false },
        securityContext: { runAsNonRoot: false, runAsUser: 1 },
        [section]: { runAsNonRoot: false, [field]: id },
      }),
      accepted: [0, 1, INT32, undefined],
      refused: { 'out-of-range': [-1, 0.5, INT32 + 1], 'wrong-type': ['1', true] },
    });
  }
  form({
    path: `${section}.seccompProfile.type`,
    at: (type) => ({
      [section]: {
        seccompProfile: { type, ...(type === 'Localhost' && { localhostProfile: 'a' }) },
      },
    }),
    accepted: ['RuntimeDefault', 'Localhost', 'Unconfined'],
    refused: { 'not-allowed': ['', 'runtime/default', 'Custom'], 'wrong-type': [1] },
  });
  form({
    ...FLAG,
    path: `${section}.runAsNonRoot`,
    at: (runAsNonRoot) => ({ [section]: { runAsNonRoot } }),
    refused: { 'wrong-type': ['true', 1] },
  });
}

form({
  path: 'podSecurityContext.fsGroup',
  at: (fsGroup) => ({ podSecurityContext: { fsGroup } }),
  accepted: [0, INT32, null],
  refused: { 'out-of-range': [-1, INT32 + 1], 'wrong-type': ['1'] },
});

form({
  path: 'podSecurityContext.supplementalGroups[0]',
  at: (id) => ({ podSecurityContext: { supplementalGroups: [id] } }),
  accepted: [0, INT32],
  refused: { 'out-of-range': [-1, INT32 + 1], 'wrong-type': ['1'] },
});

form({
  path: 'podSecurityContext.fsGroupChangePolicy',
  at: (fsGroupChangePolicy) => ({ podSecurityContext: { fsGroupChangePolicy } }),
  accepted: ['OnRootMismatch', 'Always'],
  refused: { 'not-allowed': ['', 'Never'] },
});

for (const field of ['privileged', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation']) {
  form({
    path: `securityContext.${field}`,
    at: (value) => ({ securityContext: { allowPrivilegeEscalation: true, [field]: value } }),
    accepted: [true, false, undefined],
    refused: { 'wrong-type': ['true', 1] },
  });
}

table('capabilities are words', [
  [{ securityContext: { capabilities: { add: ['CHOWN'], drop: [] } } }],
  [
    { securityContext: { capabilities: { add: 'CHOWN' } } },
    'wrong-type securityContext.capabilities.add: expected a list of strings, found the string "CHOWN"',
  ],
  [
    { securityContext: { capabilities: { drop: [1] } } },
    'wrong-type securityContext.capabilities.drop[0]',
  ],
  [{ securityContext: { capabilities: ['CHOWN'] } }, 'wrong-type securityContext.capabilities'],
]);

form({
  path: 'podSecurityContext.windowsOptions.runAsUserName',
  at: (runAsUserName) => ({ podSecurityContext: { windowsOptions: { runAsUserName } } }),
  accepted: ['ContainerUser', 'NT AUTHORITY\\SYSTEM', 'a.b c'],
  refused: { 'wrong-format': ['', ' ', '. .', '../a', 'a/b', 'a\\b\\c', 'DOMAIN\\', 'a\tb'] },
});

table('a pod of this chart is on Linux, and in no network but its own', [
  [{ podSecurityContext: { windowsOptions: { hostProcess: false } } }],
  [
    { podSecurityContext: { windowsOptions: { hostProcess: true } } },
    "wrong-type podSecurityContext.windowsOptions.hostProcess: expected false, since the pod is not in the node's network, found the boolean true",
  ],
]);
