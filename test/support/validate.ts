import { monitoringCoreosCom } from '@kubernetes-models/prometheus-operator';
import * as models from 'kubernetes-models';
import type { Rendered } from './render';

type Model = new (object: never) => { validate(): void };

/** The validators of the API types that the chart makes, none of which this project wrote. */
const MODELS: Readonly<Record<string, Model>> = {
  Service: models.v1.Service,
  ConfigMap: models.v1.ConfigMap,
  ServiceAccount: models.v1.ServiceAccount,
  PersistentVolumeClaim: models.v1.PersistentVolumeClaim,
  Deployment: models.apps.v1.Deployment,
  NetworkPolicy: models.networkingK8sIo.v1.NetworkPolicy,
  PodDisruptionBudget: models.policy.v1.PodDisruptionBudget,
  ClusterRole: models.rbacAuthorizationK8sIo.v1.ClusterRole,
  ClusterRoleBinding: models.rbacAuthorizationK8sIo.v1.ClusterRoleBinding,
  Role: models.rbacAuthorizationK8sIo.v1.Role,
  RoleBinding: models.rbacAuthorizationK8sIo.v1.RoleBinding,
  PrometheusRule: monitoringCoreosCom.v1.PrometheusRule,
  ServiceMonitor: monitoringCoreosCom.v1.ServiceMonitor,
} as Readonly<Record<string, Model>>;

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * Checks an object against Kubernetes' own schema, and its name and namespace.
 *
 * @throws where it is not valid, or no validator is known
 */
export function validate(object: Rendered): void {
  const { apiVersion, kind, metadata } = object;
  const Validator = MODELS[kind];
  if (Validator === undefined) throw new Error(`no validator for ${apiVersion} ${kind}`);
  const model = new Validator(object as never);
  const { apiVersion: known } = model as unknown as { apiVersion: string };
  if (known !== apiVersion) throw new Error(`${kind} is of ${known}, not ${apiVersion}`);
  try {
    model.validate();
  } catch (cause) {
    throw new Error(`${kind} ${metadata.name} is not valid`, { cause });
  }
  if (!NAME.test(metadata.name) || metadata.name.length > 253) {
    throw new Error(`${kind} has the name ${metadata.name}`);
  }
}
