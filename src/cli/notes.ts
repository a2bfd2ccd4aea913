import type { Release } from '../release/release';

function lines(release: Release): readonly string[] {
  const { namespace, values, selectorLabels, fullname } = release;
  const { isvc } = values.global;
  const selector = Object.entries(selectorLabels).map(([key, value]) => `${key}=${value}`);
  const { outputDir, defaultProfile } = values.benchmark;
  return [
    `The kvmini benchmark harness ${fullname} is in namespace ${namespace}.`,
    '',
    'Its pod:',
    `  HARNESS_POD=$(kubectl get pods -n ${namespace} -l ${selector.join(',')} -o jsonpath='{.items[0].metadata.name}')`,
    '',
    'Run a benchmark:',
    `  kubectl exec -n ${namespace} $HARNESS_POD -- \\`,
    `    ./bench.sh --namespace ${isvc.namespace || 'NAMESPACE'} --service ${isvc.name || 'SERVICE'} --profile ${defaultProfile}`,
    '',
    `Results are in ${outputDir}:`,
    `  kubectl exec -n ${namespace} $HARNESS_POD -- ls -la ${outputDir}`,
    ...(values.persistence.enabled
      ? []
      : ['', 'Persistence is off: results are lost with the pod.']),
  ];
}

/** What one does with the release once it is applied: Helm's NOTES. */
export function notes(release: Release): string {
  return `${lines(release).join('\n')}\n`;
}
