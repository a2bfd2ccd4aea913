import { COLD_NAMESPACE } from '../../../tools/cluster/applied';
import { send } from '../api';
import { kubectlPrints } from '../cluster';

/** Where it is tried. */
export const NAMESPACE = COLD_NAMESPACE;

/** An InferenceService, and a Deployment as KServe makes it for one. */
export function targetOf(name: string, replicas: number, more: object = {}): object[] {
  const labels = { 'serving.kserve.io/inferenceservice': name };
  const metadata = { name: `${name}-predictor`, namespace: NAMESPACE, ...more };
  const containers = [{ name: 'kserve-container', image: 'vllm/vllm-openai:v0.32.0' }];
  const template = { metadata: { labels }, spec: { containers } };
  return [
    {
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata },
      spec: { replicas, selector: { matchLabels: labels }, template },
    },
    {
      ...{ apiVersion: 'serving.kserve.io/v1beta1', kind: 'InferenceService' },
      metadata: { name, namespace: NAMESPACE },
      spec: { predictor: { model: { modelFormat: { name: 'vLLM' } } } },
    },
  ];
}

/** Has an InferenceService report the address of a server of this machine. */
export async function reportAddress(name: string, url: string): Promise<void> {
  const status = JSON.stringify({ status: { address: { url } } });
  const patch = ['patch', 'inferenceservice', name, '-n', NAMESPACE, '--subresource=status'];
  await kubectlPrints([...patch, '--type=merge', '-p', status]);
}

/** Sets how many replicas a Deployment is to have, as somebody else. */
export async function setReplicas(name: string, replicas: number): Promise<void> {
  const path = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}-predictor`;
  await send('PATCH', path, { spec: { replicas } });
}

/** Makes objects. */
export const apply = (items: readonly object[]) =>
  kubectlPrints(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));

/** How many replicas a Deployment is to have. */
export async function replicasOf(name: string): Promise<number> {
  const path = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${name}-predictor/scale`;
  // A field that is 0 is left out.
  return (await send('GET', path)).body.spec.replicas ?? 0;
}
