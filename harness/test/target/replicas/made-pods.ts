/** A pod as the Kubernetes API has it: ready, unless it is said why not. */
export function pod(
  name: string,
  {
    waiting,
    component,
    restarts = 0,
    ip = '10.0.0.1',
    uid = `uid-${name}`,
    image = 'vllm/vllm-openai:v0.32.0',
    ...metadata
  }: {
    waiting?: string;
    component?: string;
    restarts?: number;
    ip?: string;
    uid?: string;
    image?: string;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
  } = {},
) {
  const ready = waiting === undefined;
  const state = ready ? { running: {} } : { waiting: { reason: waiting } };
  return {
    metadata: { name, uid, ...metadata, labels: component === undefined ? {} : { component } },
    spec: {
      nodeName: 'gpu-1',
      containers: [
        {
          name: 'kserve-container',
          image,
          ports: [{ containerPort: 8080 }],
          resources: { limits: { 'nvidia.com/gpu': '1' } },
        },
      ],
    },
    status: {
      phase: ready ? 'Running' : 'Pending',
      podIP: ip,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [{ name: 'kserve-container', ready, restartCount: restarts, state }],
    },
  };
}

/** Pods `demo-0`, `demo-1`, and so on, of which the first ones are ready. */
export const podsOf = (count: number, ready = count) =>
  Array.from({ length: count }, (_, index) =>
    pod(`demo-${index}`, index < ready ? {} : { waiting: 'ContainerCreating' }),
  );

/** An InferenceService that wants so many, with its condition `Ready`. */
export const service = (minReplicas: number | undefined, ready = 'True', message?: string) => ({
  spec: { predictor: minReplicas === undefined ? {} : { minReplicas } },
  status: {
    url: 'http://demo.example.com',
    conditions: [{ type: 'Ready', status: ready, ...(message && { reason: 'Why', message }) }],
  },
});
