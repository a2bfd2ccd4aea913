import type { Cases } from './kubernetes';

const x = (length: number) => 'x'.repeat(length);
const LIMIT = 256 * 1024;
/** `checksum/config` and its 64 digits. */
const CHECKSUM = 'checksum/config'.length + 64;

const keys = (path: string, at: (map: object) => unknown): Cases => ({
  topic: `keys of ${path}`,
  at: (key: string) => at({ [key]: 'a' }),
  accepted: ['a', 'Example.COM/a', `${x(253)}/${x(63)}`, 'a/A_b.c', '0o17'],
  refused: [
    ['a b', `wrong-format ${path}["a b"]`],
    [`${x(254)}/a`, `wrong-format ${path}["${x(254)}/a"]`],
    [x(64), `wrong-format ${path}.${x(64)}`],
    ['a/', `wrong-format ${path}["a/"]`],
    ['/a', `wrong-format ${path}["/a"]`],
    ['a/b/c', `wrong-format ${path}["a/b/c"]`],
  ],
});

const size = (path: string, at: (map: object) => unknown, own = 0): Cases => ({
  topic: `size of ${path}`,
  at: (length: number) => at({ a: x(length) }),
  accepted: [LIMIT - 1 - own],
  refused: [[LIMIT - own, `out-of-range ${path}`]],
});

export const METADATA: readonly Cases[] = [
  keys('podAnnotations', (podAnnotations) => ({ podAnnotations })),
  keys('service.annotations', (annotations) => ({ service: { annotations } })),
  size('podAnnotations', (podAnnotations) => ({ podAnnotations }), CHECKSUM),
  size('service.annotations', (annotations) => ({ service: { annotations } })),
  size('serviceAccount.annotations', (annotations) => ({ serviceAccount: { annotations } })),
  {
    topic: 'keys of labels',
    at: (key: string) => ({ nodeSelector: { [key]: 'a' } }),
    accepted: ['a', `${x(253)}/${x(63)}`, `${x(191)}/${x(63)}`],
    refused: [
      ['Example.com/a', 'wrong-format nodeSelector["Example.com/a"]'],
      [`${x(254)}/a`, `wrong-format nodeSelector["${x(254)}/a"]`],
    ],
  },
  {
    topic: 'text in annotations',
    at: (note: string) => ({ podAnnotations: { note } }),
    accepted: ['a\u2028b', 'a\u0085b', '0o17', '\u0001', '\ta\nb', ' \n', '\ufeff'],
    refused: [],
  },
  {
    topic: 'annotations that mean something to Kubernetes',
    at: (podAnnotations: unknown) => ({ podAnnotations }),
    accepted: [
      { 'controller.kubernetes.io/pod-deletion-cost': '-2147483648' },
      { 'controller.kubernetes.io/pod-deletion-cost': '2147483647' },
      { 'seccomp.security.alpha.kubernetes.io/pod': 'docker/default' },
      { 'container.seccomp.security.alpha.kubernetes.io/kvmini': 'localhost/a' },
      { 'container.apparmor.security.beta.kubernetes.io/kvmini': 'runtime/default' },
    ],
    refused: [
      [
        { 'controller.kubernetes.io/pod-deletion-cost': 'high' },
        'wrong-format podAnnotations["controller.kubernetes.io/pod-deletion-cost"]',
      ],
      [
        { 'controller.kubernetes.io/pod-deletion-cost': '2147483648' },
        'wrong-format podAnnotations["controller.kubernetes.io/pod-deletion-cost"]',
      ],
      [
        { 'kubernetes.io/config.mirror': 'a' },
        'conflict podAnnotations["kubernetes.io/config.mirror"]',
      ],
      [
        { 'seccomp.security.alpha.kubernetes.io/pod': 'none' },
        'not-allowed podAnnotations["seccomp.security.alpha.kubernetes.io/pod"]',
      ],
      [
        { 'seccomp.security.alpha.kubernetes.io/pod': 'localhost/a' },
        'conflict podAnnotations["seccomp.security.alpha.kubernetes.io/pod"]',
      ],
      [
        { 'container.apparmor.security.beta.kubernetes.io/other': 'unconfined' },
        'unknown-name podAnnotations["container.apparmor.security.beta.kubernetes.io/other"]',
      ],
      [
        { 'container.apparmor.security.beta.kubernetes.io/kvmini': 'x' },
        'not-allowed podAnnotations["container.apparmor.security.beta.kubernetes.io/kvmini"]',
      ],
    ],
  },
  {
    topic: 'annotations and fields of one profile',
    at: (said: readonly [annotation: string, profile: unknown]) => ({
      podAnnotations: { 'container.apparmor.security.beta.kubernetes.io/kvmini': said[0] },
      securityContext: { appArmorProfile: said[1] },
    }),
    accepted: [
      ['unconfined', { type: 'Unconfined' }],
      ['localhost/a', { type: 'Localhost', localhostProfile: 'a' }],
    ],
    refused: [
      [
        ['unconfined', { type: 'RuntimeDefault' }],
        'conflict podAnnotations["container.apparmor.security.beta.kubernetes.io/kvmini"]',
      ],
      [
        ['localhost/b', { type: 'Localhost', localhostProfile: 'a' }],
        'conflict podAnnotations["container.apparmor.security.beta.kubernetes.io/kvmini"]',
      ],
    ],
  },
];
