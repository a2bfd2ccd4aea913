/** Kubernetes' own kinds that belong to no namespace. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  ...['APIService', 'CertificateSigningRequest', 'ClusterRole', 'ClusterRoleBinding'],
  ...['ClusterTrustBundle', 'CSIDriver', 'CSINode', 'CustomResourceDefinition', 'DeviceClass'],
  ...['DeviceTaintRule', 'FlowSchema', 'IngressClass', 'IPAddress', 'MutatingAdmissionPolicy'],
  ...['MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'Namespace', 'Node'],
  ...['PersistentVolume', 'PriorityClass', 'PriorityLevelConfiguration', 'ResourceSlice'],
  ...['RuntimeClass', 'ServiceCIDR', 'StorageClass', 'StorageVersion', 'StorageVersionMigration'],
  ...['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
  ...['ValidatingWebhookConfiguration', 'VolumeAttachment', 'VolumeAttributesClass'],
]);

/** Whether an API group is one of Kubernetes' own: other groups have kinds of the same names, in namespaces. */
const isOwnGroup = (group: string) => !group.includes('.') || group.endsWith('.k8s.io');

/** Whether objects of a kind belong to no namespace, as far as that is known: a CRD's kinds are its own matter. */
export function isClusterScopedKind(apiVersion: string, kind: string): boolean {
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  return isOwnGroup(group) && CLUSTER_SCOPED.has(kind);
}
