import type { Release } from '../release/release';

/** A word as the shell reads it: quoted, unless it is one of which no shell makes anything else. */
function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** What a scrape needs where a policy says who may connect. */
const SHUT_OUT = [
  'The network policy lets only the peers of networkPolicy.ingressFrom connect (none there: pods of this namespace).',
  'Prometheus has to be among them to scrape /metrics.',
];

function lines(release: Release): readonly string[] {
  const { namespace, values, selectorLabels, fullname } = release;
  const { isvc } = values.global;
  const selector = Object.entries(selectorLabels).map(([key, value]) => `${key}=${value}`);
  const { outputDir, defaultProfile } = values.benchmark;
  const { port } = values.service;
  return [
    `The kvmini benchmark harness ${fullname} is in namespace ${namespace}.`,
    '',
    'Its pod:',
    `  HARNESS_POD=$(kubectl get pods -n ${shellWord(namespace)} -l ${shellWord(selector.join(','))} -o jsonpath='{.items[0].metadata.name}')`,
    '',
    'Run a benchmark:',
    `  kubectl exec -n ${shellWord(namespace)} "$HARNESS_POD" -- \\`,
    `    ./bench.sh --namespace ${shellWord(isvc.namespace || 'NAMESPACE')} --service ${shellWord(isvc.name || 'SERVICE')} --profile ${shellWord(defaultProfile)}`,
    '',
    'Read the reports at http://localhost:8080/ while this runs:',
    `  kubectl port-forward -n ${shellWord(namespace)} service/${fullname} 8080:${port}`,
    '',
    `Results are in ${outputDir}:`,
    `  kubectl exec -n ${shellWord(namespace)} "$HARNESS_POD" -- ls -la ${shellWord(outputDir)}`,
    ...(values.persistence.enabled
      ? []
      : ['', 'Persistence is off: results are lost with the pod.']),
    ...(values.networkPolicy.enabled && values.monitoring.enabled ? ['', ...SHUT_OUT] : []),
  ];
}

/** What one does with the release once it is applied: Helm's NOTES. */
export function notes(release: Release): string {
  return `${lines(release).join('\n')}\n`;
}
