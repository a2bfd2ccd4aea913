import type { Pod } from '../../../../src/run/workers/pods/shapes';
import type { PodWishes } from '../../../../src/run/workers/pods/template';

/** Values that say nothing. */
export const NO_WISHES: PodWishes = {
  resources: {},
  nodeSelector: {},
  tolerations: [],
  topologySpreadConstraints: [],
};

/** The harness's pod as an API server gives it, with what a cluster and others put into it. */
export function harnessPod(): Pod {
  return {
    metadata: {
      name: 'kvmini-harness-5d9c-abcde',
      namespace: 'benchmark',
      uid: 'the-uid',
      labels: {
        'app.kubernetes.io/name': 'kvmini',
        'app.kubernetes.io/instance': 'kvmini-harness',
        'pod-template-hash': '5d9c',
        team: 'ml',
      },
      annotations: {
        'checksum/config': 'abc',
        'cni.projectcalico.org/podIP': '10.0.0.1',
        'sidecar.istio.io/inject': 'false',
      },
    },
    spec: {
      nodeName: 'n1',
      priority: 1000,
      priorityClassName: 'low',
      serviceAccountName: 'kvmini-harness',
      automountServiceAccountToken: false,
      restartPolicy: 'Always',
      imagePullSecrets: [{ name: 'login' }],
      nodeSelector: { arch: 'amd64' },
      tolerations: [{ key: 'dedicated', operator: 'Exists' }],
      securityContext: { runAsUser: 65534 },
      initContainers: [{ name: 'injected' }],
      topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone' }],
      containers: [
        { name: 'sidecar', image: 'other' },
        {
          name: 'kvmini',
          image: 'kvmini/kvmini-harness:1.0.0',
          imagePullPolicy: 'IfNotPresent',
          command: ['kvmini', 'serve'],
          ports: [{ containerPort: 8080 }],
          livenessProbe: {},
          workingDir: '/opt/kvmini',
          env: [{ name: 'KVMINI_NAMESPACE', value: 'ml' }],
          envFrom: [{ secretRef: { name: 'keys' } }],
          resources: { limits: { cpu: '2' } },
          securityContext: { readOnlyRootFilesystem: true },
          volumeMounts: [
            { name: 'data', mountPath: '/data', subPath: 'runs' },
            { name: 'config', mountPath: '/opt/kvmini', readOnly: true },
            { name: 'tmp', mountPath: '/tmp' },
            { name: 'service-account', mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
            { name: 'prompts', mountPath: '/prompts' },
            { name: 'archive', mountPath: '/archive' },
          ],
        },
      ],
      volumes: [
        { name: 'data', persistentVolumeClaim: { claimName: 'kvmini-harness-data' } },
        { name: 'config', configMap: { name: 'kvmini-harness-config' } },
        { name: 'tmp', emptyDir: {} },
        { name: 'service-account', projected: {} },
        { name: 'prompts', configMap: { name: 'prompts' } },
        { name: 'archive', persistentVolumeClaim: { claimName: 'archive' } },
        { name: 'of-the-sidecar', emptyDir: {} },
      ],
    },
    status: { phase: 'Running', podIP: '10.0.0.1' },
  };
}
