import { onTestFinished } from 'vitest';
import type { MockOptions } from '../../src/mock/options';
import { MockReplicas } from '../../src/mock/replicas';

/** Several of them with a Service in front. */
export async function startReplicas(count: number, options: Partial<MockOptions> = {}) {
  const replicas = new MockReplicas(count, { ttft: 2, gap: 1, ...options });
  onTestFinished(() => replicas.close());
  return { servers: replicas.servers, ...(await replicas.listen()) };
}

/** Asks for a chat completion of six tokens. */
export const ask = (url: string, extra: object = {}, signal?: AbortSignal) =>
  fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    ...(signal && { signal }),
    headers: { 'x-request-id': 'r1', connection: 'close' },
    body: JSON.stringify({
      model: 'mock-model',
      messages: [{ role: 'user', content: 'one two three' }],
      max_tokens: 6,
      stream: true,
      stream_options: { include_usage: true },
      ...extra,
    }),
  });

/** Scrapes a server: each metric's value, of all its labels together. */
export async function scraped(url: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${url}/metrics`, { headers: { connection: 'close' } })).text();
  const values = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name = '', value] = /^([^\s{#]+)(?:{[^}]*})? (\S+)$/.exec(line) ?? [];
    if (value !== undefined) values.set(name, (values.get(name) ?? 0) + Number(value));
  }
  return values;
}
