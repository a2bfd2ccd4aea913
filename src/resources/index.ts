import type { Release } from '../release/release';
import { clusterRole } from './cluster-role';
import { clusterRoleBinding } from './cluster-role-binding';
import { coldStartRole } from './cold-start-role';
import { coldStartRoleBinding } from './cold-start-role-binding';
import { configMap } from './config-map';
import { dashboard } from './dashboard';
import { deployment } from './deployment';
import { networkPolicy } from './network-policy';
import { persistentVolumeClaim } from './persistent-volume-claim';
import { podDisruptionBudget } from './pod-disruption-budget';
import { prometheusRule } from './prometheus-rule';
import { role, targetNamespace } from './role';
import { roleBinding } from './role-binding';
import { service } from './service';
import { serviceAccount } from './service-account';
import { serviceMonitor } from './service-monitor';
import { workersRole } from './workers-role';
import { workersRoleBinding } from './workers-role-binding';

/** The chart's own objects of a release in Helm's install order; `undefined` where values switch one off. */
export function manifests(release: Release) {
  const target = targetNamespace(release);
  return {
    networkPolicy: networkPolicy(release),
    podDisruptionBudget: podDisruptionBudget(release),
    serviceAccount: serviceAccount(release),
    configMap: configMap(release),
    dashboard: dashboard(release),
    persistentVolumeClaim: persistentVolumeClaim(release),
    clusterRole: clusterRole(release),
    clusterRoleBinding: clusterRoleBinding(release),
    coldStartRole: coldStartRole(release),
    role: role(release),
    targetRole: target === undefined ? undefined : role(release, target),
    workersRole: workersRole(release),
    coldStartRoleBinding: coldStartRoleBinding(release),
    roleBinding: roleBinding(release),
    targetRoleBinding: target === undefined ? undefined : roleBinding(release, target),
    workersRoleBinding: workersRoleBinding(release),
    service: service(release),
    deployment: deployment(release),
    prometheusRule: prometheusRule(release),
    serviceMonitor: serviceMonitor(release),
  };
}
