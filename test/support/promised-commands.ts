/** Every helm command of the chart README that its user was promised, word for word but for line breaks. */

const HARNESS = 'kvmini-harness charts/kvmini';
const IN_BENCHMARK = '--namespace benchmark --create-namespace';
const MOUNTED = '--set extraVolumeMounts[0].name=custom-profile';
const AT = '--set extraVolumeMounts[0].mountPath=/profiles/custom';

/** Those that install or upgrade kvmini by itself. */
export const STANDALONE = [
  `helm install ${HARNESS} ${IN_BENCHMARK}`,
  `helm install ${HARNESS} ${IN_BENCHMARK} --set persistence.size=50Gi --set image.tag=latest --set resources.requests.cpu=2000m`,
  `helm upgrade ${HARNESS} --set extraVolumes[0].name=custom-profile --set extraVolumes[0].configMap.name=custom-profile ${MOUNTED} ${AT}`,
  `helm upgrade ${HARNESS} --set monitoring.enabled=true --set monitoring.serviceMonitor.enabled=true`,
  `helm upgrade ${HARNESS} --set rbac.create=true`,
  `helm upgrade ${HARNESS} --set persistence.storageClass=fast-ssd`,
  `helm upgrade ${HARNESS} --set resources.requests.cpu=2000m --set resources.requests.memory=4Gi --set resources.limits.cpu=4000m --set resources.limits.memory=8Gi`,
  `helm upgrade ${HARNESS} --set persistence.storageClass=fast-ssd --set persistence.size=100Gi`,
  `helm upgrade ${HARNESS} --set monitoring.enabled=true --set monitoring.resources.enabled=true`,
  `helm install kvmini-test charts/kvmini ${IN_BENCHMARK} --wait`,
] as const;

/** The others. */
export const OTHERS = [
  'helm install vllm charts/kserve-vllm-mini --set kvmini.enabled=true --set kvmini.persistence.size=20Gi --namespace ml-prod',
  'helm uninstall kvmini-harness -n benchmark',
  'helm upgrade vllm charts/kserve-vllm-mini --set kvmini.enabled=false',
] as const;
