import type { k8s } from 'cdk8s-plus-28';
import { type ENVIRONMENT, MOUNTS } from '../pod-layout';
import type { Release } from '../release';
import type { Plain } from './manifest';

/** What the harness is told through its environment; an empty value is there and empty. */
export function environment({ values }: Release): readonly Plain<k8s.EnvVar>[] {
  const { isvc, model } = values.global;
  const own: Record<(typeof ENVIRONMENT)[number], string> = {
    KVMINI_NAMESPACE: isvc.namespace,
    KVMINI_SERVICE: isvc.name,
    KVMINI_MODEL_URI: model.storageUri,
    KVMINI_OUTPUT_DIR: values.benchmark.outputDir,
    KUBECONFIG: `${MOUNTS['service-account']}/kubeconfig`,
  };
  return [...Object.entries(own).map(([name, value]) => ({ name, value })), ...values.extraEnv];
}
