import type { InferenceServiceProps } from '../imports/serving.kserve.io';
import type { ParentValues } from './values';

const PORT = 8080;

/** The InferenceService that runs vLLM: KServe loads the model, vLLM serves it under the service's name. */
export function inferenceService({ vllm, global }: ParentValues): InferenceServiceProps {
  const { image, gpus, maxModelLength, minReplicas, maxReplicas } = vllm;
  const container = {
    name: 'kserve-container',
    image,
    args: [
      `--port=${PORT}`,
      '--model=/mnt/models',
      `--served-model-name=${global.isvc.name}`,
      `--max-model-len=${maxModelLength}`,
    ],
    env: [{ name: 'STORAGE_URI', value: global.model.storageUri }],
    ports: [{ containerPort: PORT, protocol: 'TCP' }],
    resources: { limits: { 'nvidia.com/gpu': String(gpus) } },
  };
  return {
    metadata: { name: global.isvc.name },
    spec: { predictor: { minReplicas, maxReplicas, containers: [container] } },
  };
}
