import { parser } from '@prometheus-io/lezer-promql';

/** One metric that a query selects, with the labels that it names. */
export interface Selected {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** A query as Grafana sends it, with all values of every variable chosen unless others are. */
export const filled = (query: string, interval: string, chosen: Record<string, string> = {}) =>
  query
    .replaceAll('$__rate_interval', interval)
    .replace(/\$(profile|namespace|service)/g, (_, name: string) => chosen[name] ?? '.*');

/**
 * The metrics that a query selects.
 *
 * @throws where it is not valid PromQL
 */
export function selectedMetrics(query: string): Selected[] {
  const text = filled(query, '5m');
  const found: { metric: string; labels: string[] }[] = [];
  parser.parse(text).iterate({
    enter(node) {
      const content = text.slice(node.from, node.to);
      if (node.type.isError) throw new Error(`Not valid PromQL at ${node.from}: ${text}`);
      if (node.name === 'VectorSelector') found.push({ metric: '', labels: [] });
      const last = found.at(-1);
      if (node.name === 'Identifier' && last) last.metric ||= content;
      if (node.name === 'LabelName' && node.node.parent?.name.includes('LabelMatch')) {
        last?.labels.push(content);
      }
    },
  });
  return found;
}
