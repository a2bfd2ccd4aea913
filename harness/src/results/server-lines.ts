import type { NumberFormat } from '../figures/format';
import type { ServerFigures } from './server';

/** A line of a summary or a table: what it is of, and what it says. */
export type ServerLine = readonly [label: string, text: string];

/** What the server counted of a run, as lines for people. */
export function serverLines(server: ServerFigures | undefined, format: NumberFormat): ServerLine[] {
  if (!server) return [];
  const { notOffered } = server;
  const not: ServerLine[] =
    notOffered === undefined ? [] : [['Server metrics', `not offered: ${notOffered}`]];
  return [
    ...not,
    ...taken(server, format),
    ...times(server, format),
    ...perRequest(server, format),
    ...busy(server, format),
    ...counts(server, format),
    ...scraped(server),
  ];
}

function taken({ parts }: ServerFigures, { number }: NumberFormat): ServerLine[] {
  if (!parts) return [];
  const { delay, outside, queue, prefill } = parts;
  const all = number(delay + outside + queue + prefill);
  const text = `${all} ms = schedule delay ${number(delay)} + network, gateway, HTTP ${number(outside)} + server's queue ${number(queue)} + prefill ${number(prefill)}`;
  return [['Mean TTFT, taken apart', text]];
}

function times({ times: server }: ServerFigures, { number }: NumberFormat): ServerLine[] {
  if (!server) return [];
  const { firstToken, queue, prefill, decode, whole } = server;
  const of = (what: string, mean: number | null) => `${what} ${number(mean)}`;
  const text = [
    of('TTFT', firstToken.mean),
    of('queue', queue.mean),
    of('prefill', prefill.mean),
    of('decode', decode.mean),
    of('end to end', whole.mean),
  ];
  return [["Server's means, ms", text.join(', ')]];
}

function perRequest({ perRequest: by }: ServerFigures, { number }: NumberFormat): ServerLine[] {
  if (!by) return [];
  const of = (what: string, { p50, p99 }: (typeof by)['queue']) =>
    `${what} ${number(p50)} and ${number(p99)}`;
  const text = `${of('queue', by.queue)}, ${of('prefill', by.prefill)}, ${of('outside', by.outside)}`;
  return [['By request, p50, p99', text]];
}

function busy({ gauges }: ServerFigures, { number, percent }: NumberFormat): ServerLine[] {
  if (!gauges) return [];
  const { running, waiting, cacheUsage } = gauges;
  const requests = ({ mean, max }: typeof running) => `${number(mean, 1)} (max ${number(max, 0)})`;
  return [
    ['Running on the server', `${requests(running)}, waiting ${requests(waiting)}`],
    ['KV cache in use', `${percent(cacheUsage.mean, 1)} (max ${percent(cacheUsage.max, 1)})`],
  ];
}

function counts(
  { counts: server }: ServerFigures,
  { number, percent }: NumberFormat,
): ServerLine[] {
  if (!server) return [];
  const { requests, promptTokens, outputTokens, preemptions } = server;
  const { prefixCacheQueries: queries, prefixCacheHits: hits } = server;
  const part = queries && hits !== null ? percent(hits / queries, 1) : percent(null);
  return [
    [
      'Counted by server',
      `${number(requests, 0)} requests, ${number(promptTokens, 0)} prompt and ${number(outputTokens, 0)} output tokens`,
    ],
    ['Prefix cache hits', `${part}; preemptions ${number(preemptions, 0)}`],
  ];
}

function scraped({ replicas }: ServerFigures): ServerLine[] {
  if (replicas.length === 0) return [];
  const places = [...new Set(replicas.map((each) => each.scraped))].join(', ');
  const scrapes = replicas.reduce((sum, each) => sum + each.scrapes, 0);
  const failed = replicas.reduce((sum, each) => sum + each.failed, 0);
  const many = `${replicas.length} ${replicas.length === 1 ? 'replica' : 'replicas'} at ${places}`;
  return [['Scraped', `${many}, ${scrapes} times${failed > 0 ? `, ${failed} failed` : ''}`]];
}
