/** What users write of containers, and of the harness's own life, as the API server takes it: every field that it knows, once. */

const httpHeaders = [{ name: 'X-Probe', value: 'yes' }, { name: 'X-Empty' }];

const httpGet = { host: '127.0.0.1', httpHeaders, path: '/x', port: 8080, scheme: 'HTTPS' };

const timing = {
  failureThreshold: 3,
  initialDelaySeconds: 5,
  periodSeconds: 10,
  successThreshold: 1,
  timeoutSeconds: 2,
};

const PROBES: readonly object[] = [
  { ...timing, httpGet },
  { exec: { command: ['cat', '/tmp/ok'] }, failureThreshold: 1 },
  { tcpSocket: { host: 'localhost', port: 'http' } },
  { grpc: { port: 9000, service: 'health' } },
];

const LIFECYCLES: readonly object[] = [
  { preStop: { sleep: { seconds: 5 } }, postStart: { exec: { command: ['true'] } } },
  { preStop: { httpGet }, postStart: { tcpSocket: { port: 80 } } },
];

const securityContext = { runAsUser: 1000, capabilities: { drop: ['ALL'] } };

const SIDECAR = {
  name: 'proxy',
  image: 'registry.example.com/envoy:1',
  imagePullPolicy: 'Always',
  command: ['envoy'],
  args: ['--config', '/srv/envoy.yaml'],
  workingDir: '/srv',
  ports: [
    { name: 'admin', containerPort: 9901, hostPort: 9901, hostIP: '10.0.0.1', protocol: 'TCP' },
  ],
  env: [{ name: 'A', value: 'b' }],
  envFrom: [{ prefix: 'P_', configMapRef: { name: 'all' } }],
  resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m' } },
  resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
  securityContext,
  lifecycle: LIFECYCLES[0],
  livenessProbe: { ...PROBES[0], terminationGracePeriodSeconds: 10 },
  readinessProbe: { ...PROBES[1], successThreshold: 2 },
  startupProbe: PROBES[3],
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp', readOnly: true }],
};

const TERMINAL = {
  name: 'shell',
  image: 'busybox',
  stdin: true,
  stdinOnce: true,
  tty: true,
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'FallbackToLogsOnError',
};

const AGAIN = {
  name: 'again',
  image: 'busybox',
  restartPolicy: 'Never',
  restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42, 43] } }],
};

/** Values by their paths. */
export const VALID_CONTAINERS: Readonly<Record<string, readonly unknown[]>> = {
  initContainers: [
    [{ ...SIDECAR, name: 'first', restartPolicy: 'Always' }],
    [{ name: 'wait', image: 'busybox', command: ['sh', '-c', 'sleep 1'] }, AGAIN],
  ],
  extraContainers: [[SIDECAR, TERMINAL], [AGAIN]],
  livenessProbe: [
    ...PROBES,
    { terminationGracePeriodSeconds: 10, httpGet: { path: '/y' } },
    timing,
  ],
  readinessProbe: [...PROBES, { successThreshold: 3 }],
  startupProbe: PROBES,
  lifecycle: LIFECYCLES,
  terminationGracePeriodSeconds: ['', 0, 120],
  revisionHistoryLimit: ['', 0, 3],
  enableServiceLinks: ['', false, true],
  schedulerName: ['', 'volcano'],
  runtimeClassName: ['', 'gvisor'],
  hostAliases: [[{ ip: '10.0.0.1', hostnames: ['model.example.com', 'b'] }, { ip: 'fd00::1' }]],
  dnsPolicy: ['', 'ClusterFirstWithHostNet', 'Default'],
  dnsConfig: [
    {
      nameservers: ['1.1.1.1', 'fd00::53'],
      searches: ['example.com', 'svc.cluster.local.'],
      options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
    },
  ],
};

/** A disk without files in it, which a container opens by itself. */
export const VALID_DEVICES: readonly object[] = [
  {
    extraVolumes: [{ name: 'disk', persistentVolumeClaim: { claimName: 'raw' } }],
    extraContainers: [
      {
        name: 'reader',
        image: 'busybox',
        volumeDevices: [{ name: 'disk', devicePath: '/dev/xvda' }],
      },
    ],
  },
];
