import type { Cases } from './kubernetes';

const handler = { httpGet: { port: 80 } };

/** A container beside the harness with some fields. */
const beside = (fields: unknown) => ({
  extraContainers: [{ name: 'a', image: 'b', ...(fields as object) }],
});
const before = (fields: unknown) => ({
  initContainers: [{ name: 'a', image: 'b', ...(fields as object) }],
});
const E = 'extraContainers[0]';
const I = 'initContainers[0]';

const PROBES: readonly Cases[] = [
  {
    topic: 'probe over the built-in one',
    at: (livenessProbe: unknown) => ({ livenessProbe }),
    accepted: [
      {},
      { periodSeconds: 5 },
      { timeoutSeconds: 0, successThreshold: 0 },
      { exec: { command: ['true'] } },
      { httpGet: { port: 65_535, httpHeaders: [{ name: 'X-A1', value: '' }] } },
      { tcpSocket: { port: 'http' }, terminationGracePeriodSeconds: 1 },
      { grpc: { port: 1 }, successThreshold: 1 },
    ],
    refused: [
      [{ periodSeconds: -1 }, 'out-of-range livenessProbe.periodSeconds'],
      [{ successThreshold: 2 }, 'conflict livenessProbe.successThreshold'],
      [
        { terminationGracePeriodSeconds: 0 },
        'out-of-range livenessProbe.terminationGracePeriodSeconds',
      ],
      [{ enabled: true }, 'unknown-key livenessProbe.enabled'],
      [{ exec: {} }, 'missing livenessProbe.exec.command'],
      [{ exec: { command: ['a'] }, ...handler }, 'conflict livenessProbe'],
      [{ httpGet: { port: 0 } }, 'out-of-range livenessProbe.httpGet.port'],
      [{ httpGet: { port: 65_536 } }, 'out-of-range livenessProbe.httpGet.port'],
      [
        { httpGet: { port: 80, httpHeaders: [{ name: 'a b', value: '' }] } },
        'wrong-format livenessProbe.httpGet.httpHeaders[0].name',
      ],
    ],
  },
  {
    topic: 'probe of readiness',
    at: (readinessProbe: unknown) => ({ readinessProbe }),
    accepted: [{ successThreshold: 2 }, { failureThreshold: 1 }],
    refused: [
      [
        { terminationGracePeriodSeconds: 5 },
        'conflict readinessProbe.terminationGracePeriodSeconds',
      ],
      [{ failureThreshold: -1 }, 'out-of-range readinessProbe.failureThreshold'],
    ],
  },
  {
    topic: 'probe of the start',
    at: (startupProbe: unknown) => ({ startupProbe }),
    accepted: [{}, null, { ...handler, failureThreshold: 30 }],
    refused: [
      [{ failureThreshold: 30 }, 'missing startupProbe'],
      [{ ...handler, successThreshold: 2 }, 'conflict startupProbe.successThreshold'],
    ],
  },
  {
    topic: 'what runs at start and end',
    at: (lifecycle: unknown) => ({ lifecycle }),
    accepted: [
      {},
      { postStart: { exec: { command: ['a'] } } },
      { preStop: { sleep: { seconds: 0 } } },
      { preStop: { sleep: { seconds: 30 } } },
    ],
    refused: [
      [{ preStop: {} }, 'missing lifecycle.preStop'],
      [{ preStop: { exec: { command: [] } } }, 'missing lifecycle.preStop.exec.command'],
      [{ preStop: { sleep: { seconds: 31 } } }, 'out-of-range lifecycle.preStop.sleep.seconds'],
      [{ preStop: { sleep: { seconds: -1 } } }, 'out-of-range lifecycle.preStop.sleep.seconds'],
    ],
  },
  {
    topic: 'a pause and the time to end',
    at: (seconds: unknown) => ({
      lifecycle: { preStop: { sleep: { seconds: 60 } } },
      terminationGracePeriodSeconds: seconds,
    }),
    accepted: [60, 61],
    refused: [[59, 'out-of-range lifecycle.preStop.sleep.seconds']],
  },
];

export const CONTAINERS: readonly Cases[] = [
  ...PROBES,
  {
    topic: 'containers beside the harness',
    at: beside,
    accepted: [
      {},
      { livenessProbe: handler, lifecycle: { preStop: { sleep: { seconds: 5 } } } },
      { volumeMounts: [{ name: 'data', mountPath: '/data', subPath: 'a' }] },
      { resources: { limits: { cpu: 1 } }, securityContext: { runAsUser: 0 } },
    ],
    refused: [
      [{ image: '' }, `missing ${E}.image`],
      [{ name: 'A' }, `wrong-format ${E}.name`],
      [{ name: 'kvmini' }, `duplicate ${E}.name`],
      [{ livenessProbe: { periodSeconds: 5 } }, `missing ${E}.livenessProbe`],
      [{ env: [{ name: 'A', valueFrom: {} }] }, `missing ${E}.env[0].valueFrom`],
      [{ envFrom: [{}] }, `missing ${E}.envFrom[0]`],
      [
        { volumeMounts: [{ name: 'none', mountPath: '/a' }] },
        `unknown-name ${E}.volumeMounts[0].name`,
      ],
      [
        {
          volumeMounts: [
            { name: 'data', mountPath: '/a' },
            { name: 'tmp', mountPath: '/a' },
          ],
        },
        `duplicate ${E}.volumeMounts[1].mountPath`,
      ],
      [
        { resources: { requests: { cpu: 2 }, limits: { cpu: 1 } } },
        `conflict ${E}.resources.requests.cpu`,
      ],
      [{ comand: [] }, `unknown-key ${E}.comand`],
    ],
  },
  {
    topic: 'containers before the harness',
    at: before,
    accepted: [{}, { restartPolicy: 'Always', startupProbe: handler, lifecycle: {} }],
    refused: [
      [{ name: 'kvmini' }, `duplicate ${I}.name`],
      [{ livenessProbe: handler }, `conflict ${I}.livenessProbe`],
      [{ readinessProbe: handler }, `conflict ${I}.readinessProbe`],
      [{ startupProbe: handler }, `conflict ${I}.startupProbe`],
      [{ lifecycle: {} }, `conflict ${I}.lifecycle`],
      [
        { volumeMounts: [{ name: 'none', mountPath: '/a' }] },
        `unknown-name ${I}.volumeMounts[0].name`,
      ],
    ],
  },
  {
    topic: 'names of containers',
    at: (names: unknown) => {
      const [first, second] = (names as string[]).map((name) => [{ name, image: 'b' }]);
      return { initContainers: first, extraContainers: second };
    },
    accepted: [['a', 'b']],
    refused: [[['a', 'a'], 'duplicate initContainers[0].name']],
  },
];
