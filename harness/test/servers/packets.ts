import { join } from 'node:path';
import type { RequestRow } from '../../src/request/row';
import { attach, detach, nextLine } from './model-server';

const SNIFFER = join(__dirname, '../../../tools/servers/packets.py');

/** A request as its packets tell of it. */
interface Seen {
  readonly id: string;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Watches the packets to a server on loopback; the function that it returns ends that and tells of each request. */
export async function watchPackets(url: string): Promise<() => Promise<readonly Seen[]>> {
  const sniffer = attach('python3', [SNIFFER, new URL(url).port]);
  await nextLine(sniffer);
  return async () => (await detach(sniffer)).map((line) => JSON.parse(line));
}

/** Milliseconds by which the reported times to the first and the last token are above those of the packets, at p50. */
export function medianErrors(run: string, rows: readonly RequestRow[], seen: readonly Seen[]) {
  const packets = new Map(seen.map((each) => [each.id, each]));
  const pairs = rows.flatMap((row) => {
    const packet = packets.get(`${run}-${row.phase}-${row.index}`);
    return packet && row.sentMs !== undefined && row.lastTokenMs !== undefined
      ? [{ row, sent: row.sentMs, last: row.lastTokenMs, packet }]
      : [];
  });
  const first = pairs.map(
    ({ row, sent, packet }) => (row.firstTokenMs ?? 0) - sent - packet.firstMs,
  );
  const last = pairs.map(({ sent, last: at, packet }) => at - sent - packet.lastMs);
  return { requests: pairs.length, first: median(first), last: median(last) };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
