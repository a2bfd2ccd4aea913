import { COLD_NAMESPACE } from '../../../tools/cluster/applied';
import { send } from '../api';
import { kubectlPrints } from '../cluster';

/** Where it is tried. */
export const NAMESPACE = COLD_NAMESPACE;

/** A Deployment as KServe makes it for an InferenceService, and that, with the address of a server of this machine. */
export async function makeTarget(name: string, replicas: number, url: string, more: object = {}) {
  const labels = { 'serving.kserve.io/inferenceservice': name };
  const metadata = { name: `${name}-predictor`, namespace: NAMESPACE, ...more };
  const containers = [{ name: 'kserve-container', image: 'vllm/vllm-openai:v0.32.0' }];
  await apply({
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
    spec: {
      ...{ replicas, selector: { matchLabels: labels } },
      template: { metadata: { labels }, spec: { containers } },
    },
  });
  await apply({
    ...{ apiVersion: 'serving.kserve.io/v1beta1', kind: 'InferenceService' },
    metadata: { name, namespace: NAMESPACE },
    spec: { predictor: { model: { modelFormat: { name: 'vLLM' } } } },
  });
  const path = `/apis/serving.kserve.io/v1beta1/namespaces/${NAMESPACE}/inferenceservices/${name}`;
  const status = JSON.stringify({ status: { address: { url } } });
  const patch = ['patch', 'inferenceservice', name, '-n', NAMESPACE, '--subresource=status'];
  await kubectlPrints([...patch, '--type=merge', '-p', status]);
  return path;
}

/** Makes an object, or changes it. */
export const apply = (object: object) =>
  kubectlPrints(['apply', '-f', '-'], JSON.stringify(object));

/** How many replicas a Deployment is to have. */
export async function replicasOf(name: string): Promise<number> {
  const path = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}-predictor/scale`;
  // A field that is 0 is left out.
  return (await send('GET', path)).body.spec.replicas ?? 0;
}
