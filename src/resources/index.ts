import type { Release } from '../release/release';
import type { Run } from '../release/run';
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
import { runCronJob } from './run-cron-job';
import { runJob } from './run-job';
import { runNetworkPolicy } from './run-network-policy';
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

/** The objects of a run in Helm's install order; `undefined` where its props switch one off. */
export function runManifests(run: Run) {
  const { release, name, claim } = run;
  const withClaim = claim && {
    ...{ ...release, fullname: name },
    values: { ...release.values, persistence: claim },
  };
  return {
    networkPolicy: runNetworkPolicy(run),
    persistentVolumeClaim: withClaim && persistentVolumeClaim(withClaim),
    job: runJob(run),
    cronJob: runCronJob(run),
  };
}
