import type { k8s } from 'cdk8s-plus-28';
import { MOUNTS, VARIABLES } from 'kvmini-contract/pod-layout';
import type { Release } from '../release/release';
import type { Plain } from './manifest';

/** What the harness is told through its environment; an empty value is there and empty. */
export function environment({ values }: Release): readonly Plain<k8s.EnvVar>[] {
  const { isvc, model } = values.global;
  const own = [
    { name: VARIABLES.namespace, value: isvc.namespace },
    { name: VARIABLES.service, value: isvc.name },
    { name: VARIABLES.modelUri, value: model.storageUri },
    { name: VARIABLES.outputDir, value: values.benchmark.outputDir },
    { name: VARIABLES.kubeconfig, value: `${MOUNTS['service-account']}/kubeconfig` },
  ];
  return [...own, ...values.extraEnv];
}
