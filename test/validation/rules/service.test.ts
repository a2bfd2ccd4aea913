import { table } from '../../support/issues';

// What depends on the cluster: the API server of a cluster without IPv6 refuses it.
table('addresses and families of a Service', [
  [{ service: { clusterIP: 'fd00::50' } }],
  [{ service: { ipFamilies: ['IPv6'], clusterIP: 'fd00::1' } }],
  [{ service: { ipFamilies: ['IPv6', 'IPv4'], ipFamilyPolicy: 'PreferDualStack' } }],
  [{ service: { ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' } }],
]);

// What the API server takes, and nothing reads or can be.
table('what is stricter here', [
  [{ service: { type: 'LoadBalancer', loadBalancerIP: '192.0.2.1' } }],
  [{ service: { loadBalancerIP: '192.0.2.1' } }, 'conflict service.loadBalancerIP'],
  [{ service: { type: 'NodePort', nodePort: 65_535 } }],
  [{ service: { type: 'NodePort', nodePort: 65_536 } }, 'out-of-range service.nodePort'],
]);

const D = 'persistence.dataSource';
const snapshot = { kind: 'VolumeSnapshot', name: 'a', apiGroup: 'snapshot.storage.k8s.io' };
const from = (dataSource: object) => ({ persistence: { dataSource } });

// The API server drops what it does not know, and the volume is empty.
table('what a volume is filled from', [
  [from({})],
  [from(snapshot)],
  [from({ kind: 'PersistentVolumeClaim', name: 'a' })],
  [from({ ...snapshot, kind: '' }), `missing ${D}.kind`],
  [from({ ...snapshot, kind: 'Snapshot' }), `not-allowed ${D}.kind`],
  [from({ ...snapshot, name: '' }), `missing ${D}.name`],
  [from({ ...snapshot, apiGroup: '' }), `missing ${D}.apiGroup`],
  [from({ ...snapshot, apiGroup: 'storage.k8s.io' }), `conflict ${D}.apiGroup`],
  [from({ kind: 'PersistentVolumeClaim' }), `missing ${D}.name`],
  [from({ ...snapshot, kind: 'PersistentVolumeClaim' }), `conflict ${D}.apiGroup`],
]);

table('which volume', [
  [{ persistence: { volumeName: 'a.b' } }],
  [{ persistence: { volumeName: 'A' } }, 'wrong-format persistence.volumeName'],
]);

const SIDECAR = { name: 'a', image: 'a' };
const byHttp = { httpGet: { path: '/x' } };

table('what asks by HTTP says at which port, but a probe over the built-in one', [
  [{ livenessProbe: byHttp, readinessProbe: byHttp }],
  [{ livenessProbe: { httpGet: { path: '/x', port: null } } }],
  [{ livenessProbe: { httpGet: { port: '' } } }, 'wrong-format livenessProbe.httpGet.port'],
  [{ startupProbe: byHttp }, 'missing startupProbe.httpGet.port'],
  [{ startupProbe: { httpGet: { path: '/x', port: 'http' } } }],
  [{ lifecycle: { preStop: byHttp } }, 'missing lifecycle.preStop.httpGet.port'],
  [
    { extraContainers: [{ ...SIDECAR, livenessProbe: byHttp, readinessProbe: byHttp }] },
    'missing extraContainers[0].livenessProbe.httpGet.port',
    'missing extraContainers[0].readinessProbe.httpGet.port',
  ],
  [
    { extraContainers: [{ ...SIDECAR, livenessProbe: { httpGet: { prt: 1 } } }] },
    'unknown-key extraContainers[0].livenessProbe.httpGet.prt',
  ],
]);
