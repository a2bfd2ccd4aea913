import { afterEach, expect, test } from 'vitest';
import { FAULTS, type Fault } from '../../src/mock/faults';
import type { MockOptions } from '../../src/mock/options';
import { MockServer } from '../../src/mock/server';

const servers: MockServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(options: Partial<MockOptions> = {}) {
  const server = new MockServer({ ttft: 2, gap: 1, ...options });
  servers.push(server);
  return { server, url: await server.listen() };
}

const ask = (url: string, extra: object = {}, path = '/v1/chat/completions') =>
  fetch(url + path, {
    method: 'POST',
    headers: { 'x-request-id': 'r1' },
    body: JSON.stringify({
      model: 'mock-model',
      messages: [{ role: 'user', content: 'one two three' }],
      prompt: 'one two',
      max_tokens: 6,
      stream: true,
      stream_options: { include_usage: true },
      ...extra,
    }),
  });

const withFault = (fault: Fault) => ({ faults: { [fault]: 1 } });

interface Body {
  readonly error: { readonly code: number; readonly message: string };
  readonly choices: readonly { readonly message: { readonly content: string } }[];
  readonly usage: { readonly completion_tokens: number };
}

const json = async (response: Response) => (await response.json()) as Body;

/** The events of a stream, with the choice's delta or text where there is one. */
async function events(response: Response) {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter(Boolean)
    .map((event) => event.replace(/^data: /, ''));
}

test('streams a role chunk, each token, the usage and the end, and records when', async () => {
  const { server, url } = await start();
  const got = await events(await ask(url));
  const chunks = got.slice(0, -1).map((each) => JSON.parse(each));
  expect(got.at(-1)).toBe('[DONE]');
  expect(chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '' });
  expect(chunks.slice(1, 7).map((each) => each.choices[0].finish_reason)).toEqual([
    null,
    null,
    null,
    null,
    null,
    'length',
  ]);
  expect(chunks[7]).toMatchObject({
    choices: [],
    usage: { prompt_tokens: 3, completion_tokens: 6, total_tokens: 9 },
  });
  const [truth] = server.truth.take();
  expect(truth?.id).toBe('r1');
  expect(truth?.chunks).toHaveLength(6);
  const times = [truth?.received ?? 0, ...(truth?.chunks ?? []), truth?.ended ?? 0];
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test('puts several tokens in a chunk, and still counts tokens in the usage', async () => {
  const { server, url } = await start({ tokensPerChunk: 4 });
  const got = await events(await ask(url));
  expect(JSON.parse(got.at(-2) ?? '').usage.completion_tokens).toBe(6);
  expect(server.truth.take()[0]?.chunks).toHaveLength(2);
});

test('answers completions and whole answers too', async () => {
  const { url } = await start();
  const streamed = await events(await ask(url, {}, '/v1/completions'));
  expect(JSON.parse(streamed[0] ?? '').choices[0].text).toBe('word ');
  const whole = await json(await ask(url, { stream: false }));
  expect(whole.choices[0]?.message.content).toBe('word '.repeat(6));
  expect(whole.usage.completion_tokens).toBe(6);
});

test.each([
  ['http_429', 429],
  ['http_500', 500],
] as const)('%s is refused', async (fault, status) => {
  const { url } = await start(withFault(fault));
  const response = await ask(url);
  expect(response.status).toBe(status);
  expect((await json(response)).error.code).toBe(status);
});

test('truncated, malformed and stream_error break a stream in their own ways', async () => {
  const truncated = await events(await ask((await start(withFault('truncated'))).url));
  expect(truncated).toHaveLength(4);
  expect(truncated.join()).not.toMatch(/DONE|length/);
  const malformed = await events(await ask((await start(withFault('malformed'))).url));
  expect(malformed.filter((each) => each !== '[DONE]').map(isJson)).toContain(false);
  const failed = await events(await ask((await start(withFault('stream_error'))).url));
  expect(JSON.parse(failed.at(-2) ?? '').error.code).toBe(500);
});

test('reset breaks the connection, stall leaves it open', async () => {
  const reset = await ask((await start(withFault('reset'))).url);
  await expect(reset.text()).rejects.toThrow();
  const stalled = await ask((await start(withFault('stall'))).url);
  const first = await Promise.race([
    stalled.text(),
    new Promise((resolve) => setTimeout(resolve, 100, 'open')),
  ]);
  expect(first).toBe('open');
});

test('no_usage, reasoning and tool_calls change what the chunks carry', async () => {
  const noUsage = await events(await ask((await start(withFault('no_usage'))).url));
  expect(noUsage.join()).not.toContain('usage');
  const reasoning = await events(await ask((await start(withFault('reasoning'))).url));
  expect(reasoning.filter((each) => each.includes('reasoning_content'))).toHaveLength(3);
  const tools = await events(await ask((await start(withFault('tool_calls'))).url));
  expect(tools.filter((each) => each.includes('tool_calls'))).toHaveLength(6);
});

test('role_only sends the role before the first token is due; slow_first_token delays it', async () => {
  const { server, url } = await start({ ...withFault('role_only'), ttft: 60 });
  const reader = (await ask(url)).body?.getReader();
  const first = await reader?.read();
  expect(new TextDecoder().decode(first?.value)).toContain('"role":"assistant"');
  expect(server.truth.take()).toEqual([]);
  await reader?.cancel();
  const slow = await start({ ...withFault('slow_first_token'), ttft: 10, jitter: 0 });
  await events(await ask(slow.url));
  const [truth] = slow.server.truth.take();
  expect((truth?.chunks[0] ?? 0) - (truth?.received ?? 0)).toBeGreaterThan(90);
});

test('one seed makes the same faults in the same order', async () => {
  const rates = { http_429: 0.3, http_500: 0.3 };
  const statuses = async () => {
    const { url } = await start({ seed: 7, faults: rates });
    const got: number[] = [];
    for (let i = 0; i < 12; i++) got.push((await ask(url)).status);
    return got;
  };
  const [once, again] = [await statuses(), await statuses()];
  expect(again).toEqual(once);
  expect(new Set(once).size).toBeGreaterThan(1);
});

test('refuses what is no completion request, naming what is wrong', async () => {
  const { url } = await start();
  const wrong = await ask(url, { model: 3 });
  expect(wrong.status).toBe(400);
  expect((await json(wrong)).error.message).toContain('model');
  expect((await ask(url, { model: 'other' })).status).toBe(404);
  expect((await ask(url, { messages: undefined })).status).toBe(400);
  expect((await fetch(`${url}/nowhere`)).status).toBe(404);
});

test('requests beyond the slots wait, and the metrics say so', async () => {
  const { url } = await start({ slots: 1, ttft: 50 });
  const pending = [ask(url), ask(url), ask(url)].map(async (each) => (await each).text());
  await new Promise((resolve) => setTimeout(resolve, 40));
  const busy = await (await fetch(`${url}/metrics`)).text();
  expect(busy).toContain('vllm:num_requests_running{model_name="mock-model",engine="0"} 1');
  expect(busy).toContain('vllm:num_requests_waiting{model_name="mock-model",engine="0"} 2');
  await Promise.all(pending);
  const done = await (await fetch(`${url}/metrics`)).text();
  expect(done).toContain(
    'vllm:request_success_total{model_name="mock-model",engine="0",finished_reason="length"} 3',
  );
  expect(done).toContain('vllm:generation_tokens_total{model_name="mock-model",engine="0"} 18');
});

test('faults come in turn, and the truth tells them, refused requests too', async () => {
  const { server, url } = await start({ faultCycle: ['none', 'http_429', 'finish_error'] });
  const texts: string[] = [];
  for (let i = 0; i < 4; i++) texts.push(await (await ask(url)).text());
  expect(texts[2]).toContain('"finish_reason":"error"');
  expect(texts[2]).toContain('"completion_tokens":3');
  const truth = server.truth.take();
  const told = truth.map(({ fault, status, tokens, whole }) => [fault, status, tokens, whole]);
  expect(told).toEqual([
    [undefined, 200, 6, true],
    ['http_429', 429, 0, false],
    ['finish_error', 200, 3, false],
    [undefined, 200, 6, true],
  ]);
  for (const { received, firstByte, ended } of truth) {
    expect(firstByte).toBeGreaterThanOrEqual(received);
    expect(ended).toBeGreaterThanOrEqual(firstByte ?? Number.NaN);
  }
});

test('in a pause no token is sent: what was due in it comes at its end', async () => {
  const pause = { after: 1, length: 60 };
  const { server, url } = await start({ pause });
  await (await ask(url)).text();
  const [{ received, chunks, late } = { received: 0, chunks: [], late: 0 }] = server.truth.take();
  // Node's timers may fire a millisecond early.
  expect((chunks[0] ?? 0) - received).toBeGreaterThan(58);
  expect((chunks.at(-1) ?? 0) - (chunks[0] ?? 0)).toBeLessThan(60);
  expect(late).toBeLessThan(60);
});

test('a message may be in parts, and the text of a token may be given', async () => {
  const { url } = await start({ word: 'x' });
  const content = [
    { type: 'text', text: 'one two' },
    { type: 'text', text: 'three' },
  ];
  const answer = await json(
    await ask(url, { messages: [{ role: 'user', content }], stream: false }),
  );
  expect(answer.choices[0]?.message.content).toBe('xxxxxx');
  expect(answer.usage).toMatchObject({ prompt_tokens: 3, completion_tokens: 6 });
});

test('every fault is described', () => {
  for (const [name, text] of Object.entries(FAULTS)) expect(`${name}: ${text}`).toMatch(/: \w.+/);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
