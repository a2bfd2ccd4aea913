import { table } from '../../support/issues';

table('what Kubernetes does not know is refused, with what may be meant', [
  [{ tolerations: [{ operator: 'Exists', newField: 1 }] }, 'unknown-key tolerations[0].newField'],
  [
    { tolerations: [{ operator: 'Exists', efect: 'NoSchedule' }] },
    'unknown-key tolerations[0].efect: unknown key; did you mean tolerations[0].effect?',
  ],
  [
    { tolerations: [{ operator: 'Exists', Effect: 'NoSchedule' }] },
    'unknown-key tolerations[0].Effect',
  ],
  [
    { tolerations: [{ operator: 'Exists', toleration_seconds: 1 }] },
    'unknown-key tolerations[0].toleration_seconds',
  ],
  [{ securityContext: { procMount: 'Default' } }],
  [
    { securityContext: { capabilities: { addd: [] } } },
    'unknown-key securityContext.capabilities.addd',
  ],
  [
    { securityContext: { seccompProfile: { type: 'Localhost', localhostprofile: 'a' } } },
    'unknown-key securityContext.seccompProfile.localhostprofile',
  ],
  [{ podSecurityContext: { supplementalGroupsPolicy: 'Merge' } }],
  [{ extraVolumes: [{ name: 'a', emptyDri: {} }] }, 'unknown-key extraVolumes[0].emptyDri'],
  [{ extraVolumes: [{ name: 'a', secret: { secretName: 'b', items: [] } }] }],
  [
    { extraVolumes: [{ name: 'a', emptyDir: { sizelimit: 1 } }] },
    'unknown-key extraVolumes[0].emptyDir.sizelimit: unknown key; did you mean extraVolumes[0].emptyDir.sizeLimit?',
  ],
]);
