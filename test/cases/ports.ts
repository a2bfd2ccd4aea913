import type { Cases } from './kubernetes';

const E = 'extraContainers[0]';

const beside = (more: object) => ({ extraContainers: [{ name: 'a', image: 'b', ...more }] });
const x = (length: number) => 'x'.repeat(length);

/** A container with a disk of which it reads blocks. */
const reader = (more: object) => ({
  extraVolumes: [
    { name: 'disk', persistentVolumeClaim: { claimName: 'raw' } },
    { name: 'folder', emptyDir: {} },
  ],
  ...beside({ volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda', ...more }] }),
});

const D = `${E}.volumeDevices[0]`;

const rules = (restartPolicyRules: unknown) =>
  beside({ restartPolicy: 'Never', restartPolicyRules });
const exits = (values: readonly number[]) => ({
  action: 'Restart',
  exitCodes: { operator: 'In', values },
});

export const PORTS: readonly Cases[] = [
  {
    topic: 'ports of containers',
    at: (port: object) => beside({ ports: [{ containerPort: 80, ...port }] }),
    accepted: [
      { name: x(15), hostPort: 65_535, protocol: 'SCTP' },
      { name: '', hostPort: 0 },
      { name: 'a-1', hostIP: '10.0.0.1', hostPort: 1 },
    ],
    refused: [
      [{ name: x(16) }, `wrong-format ${E}.ports[0].name`],
      [{ name: '80' }, `wrong-format ${E}.ports[0].name`],
      [{ name: 'a--b' }, `wrong-format ${E}.ports[0].name`],
      [{ hostPort: -1 }, `out-of-range ${E}.ports[0].hostPort`],
      [{ hostPort: 65_536 }, `out-of-range ${E}.ports[0].hostPort`],
    ],
  },
  {
    topic: 'ports of one container',
    at: (ports: unknown) => beside({ ports }),
    accepted: [
      [
        { name: 'a', containerPort: 1, hostPort: 1 },
        { name: 'b', containerPort: 1, hostPort: 1, protocol: 'UDP' },
      ],
    ],
    refused: [
      [
        [
          { name: 'a', containerPort: 1 },
          { name: 'a', containerPort: 2 },
        ],
        `duplicate ${E}.ports[1].name`,
      ],
      [
        [
          { containerPort: 1, hostPort: 1 },
          { containerPort: 2, hostPort: 1 },
        ],
        `duplicate ${E}.ports[1].hostPort`,
      ],
    ],
  },
  {
    topic: 'ports of egress rules',
    at: (port: object) => ({ networkPolicy: { enabled: true, egress: [{ ports: [port] }] } }),
    accepted: [{ port: x(15) }, { port: 1, endPort: 65_535 }],
    refused: [
      [{ port: x(16) }, 'wrong-format networkPolicy.egress[0].ports[0].port'],
      [{ port: 1, endPort: 65_536 }, 'out-of-range networkPolicy.egress[0].ports[0].endPort'],
    ],
  },
  {
    topic: 'devices',
    at: reader,
    accepted: [{}, { devicePath: 'dev/xvda' }],
    refused: [
      [{ name: 'folder' }, `unknown-name ${D}.name`],
      [{ name: 'none' }, `unknown-name ${D}.name`],
      [{ devicePath: '' }, `missing ${D}.devicePath`],
      [{ devicePath: 'a/../b' }, `wrong-format ${D}.devicePath`],
    ],
  },
  {
    topic: 'what is done as resources change',
    at: (resizePolicy: unknown) => beside({ resizePolicy }),
    accepted: [[{ resourceName: 'cpu', restartPolicy: 'NotRequired' }]],
    refused: [
      [
        [{ resourceName: 'gpu', restartPolicy: 'NotRequired' }],
        `not-allowed ${E}.resizePolicy[0].resourceName`,
      ],
      [
        [
          { resourceName: 'cpu', restartPolicy: 'NotRequired' },
          { resourceName: 'cpu', restartPolicy: 'RestartContainer' },
        ],
        `duplicate ${E}.resizePolicy[1].resourceName`,
      ],
    ],
  },
  {
    topic: 'claims of resources',
    at: (claims: unknown) => beside({ resources: { claims } }),
    accepted: [[]],
    refused: [[[{ name: 'gpu' }], `conflict ${E}.resources.claims[0]`]],
  },
  {
    topic: 'rules of restarts',
    at: rules,
    accepted: [
      [exits([42])],
      [exits([])],
      Array.from({ length: 20 }, () => exits([1])),
      [exits(Array.from({ length: 255 }, (_, code) => code + 1))],
    ],
    refused: [
      [[{ action: 'Restart' }], `missing ${E}.restartPolicyRules[0].exitCodes`],
      [Array.from({ length: 21 }, () => exits([1])), `out-of-range ${E}.restartPolicyRules`],
    ],
  },
  {
    topic: 'rules of restarts without a policy',
    at: (restartPolicyRules: unknown) => beside({ restartPolicyRules }),
    accepted: [[]],
    refused: [[[exits([1])], `missing ${E}.restartPolicy`]],
  },
  {
    topic: 'probes of containers beside the harness',
    at: (probe: unknown) => beside({ livenessProbe: probe }),
    accepted: [null, { tcpSocket: { port: x(15) } }],
    refused: [
      [{}, `missing ${E}.livenessProbe`],
      [{ tcpSocket: { port: x(16) } }, `wrong-format ${E}.livenessProbe.tcpSocket.port`],
    ],
  },
];
