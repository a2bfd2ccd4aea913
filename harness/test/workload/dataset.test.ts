import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { UsageError } from '../../src/errors';
import { openDataset } from '../../src/workload/dataset';
import type { Prompts } from '../../src/workload/prompts';
import { newFolder } from '../run/runs';

const firstOf = (prompts: Prompts, count: number) => Array.from({ length: count }, prompts);

/** A data set with this content. */
function fileOf(content: string | Buffer, name = 'data.jsonl'): string {
  const path = join(newFolder(), name);
  writeFileSync(path, content);
  return path;
}

const CHAT = [
  { role: 'system', content: 'Be brief', name: 'kept' },
  { role: 'user', content: 'Hi' },
];

test('a data set is handed out in order, over and over', async () => {
  const path = fileOf(
    `\n{"prompt":"a"}\r\n \n{"prompt":""}\n${JSON.stringify({ messages: CHAT })}\n\n`,
  );
  const all = ['a', '', CHAT];
  expect(firstOf(await openDataset(path, true), 7)).toEqual([...all, ...all, 'a']);
});

test('texts can be sent to both endpoints, messages only to a chat', async () => {
  const texts = fileOf('{"prompt":"a"}\n{"prompt":"b"}');
  expect(firstOf(await openDataset(texts, false), 3)).toEqual(['a', 'b', 'a']);
  const mixed = fileOf(`{"prompt":"a"}\n\n${JSON.stringify({ messages: CHAT })}\n`);
  expect(firstOf(await openDataset(mixed, true), 2)).toEqual(['a', CHAT]);
  await expect(openDataset(mixed, false)).rejects.toThrow(
    new UsageError(
      `${mixed}:3: expected "prompt", found "messages", which --endpoint completions can't send`,
    ),
  );
});

test('what else a row has is sent with it, and nothing of it is dropped', async () => {
  const numbers = { seed: null, least: -(2 ** 53) + 1, most: 2 ** 53 - 1, large: 1e22 };
  const fields = { max_tokens: 7, temperature: 0.5, tools: [{ type: 'function' }], ...numbers };
  const path = fileOf(
    `${JSON.stringify({ prompt: 'a', ...fields })}\n${JSON.stringify({ messages: CHAT, max_tokens: null })}`,
  );
  expect(firstOf(await openDataset(path, true), 2)).toEqual([
    { text: 'a', fields },
    { text: CHAT, fields: { max_tokens: null } },
  ]);
});

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

test.each<[string, string, RegExp]>([
  ['no JSON', 'prompt: a', /found no JSON$/],
  ['NaN', '{"prompt":"a","temperature":NaN}', /found no JSON$/],
  ['a number that JSON has not', '{"prompt":"a","temperature":1e400}', /sent as another one/],
  ['a seed beyond 2^53', '{"prompt":"a","seed":9007199254740993}', /sent as another one/],
  [
    'such a number in a message',
    '{"messages":[{"role":"user","x":[12345678901234567890]}]}',
    /sent as another one/,
  ],
  ['text', '"a"', /found neither$/],
  ['null', 'null', /found neither$/],
  ['neither', '{"text":"a"}', /found neither$/],
  ['both', '{"prompt":"a","messages":[{"role":"user"}]}', /found both$/],
  ['a prompt that is no text', '{"prompt":5}', /found neither$/],
  ['no messages', '{"messages":[]}', /found neither$/],
  ['a message without role', '{"messages":[{"content":"a"}]}', /found neither$/],
  ['a model', '{"prompt":"a","model":"b"}', /"model" is decided by --model/],
  ['a way to answer', '{"prompt":"a","stream":false}', /"stream" is decided by --stream/],
  ['no tokens', '{"prompt":"a","max_tokens":0}', /max_tokens: expected a whole number from 1/],
  ['half a token', '{"prompt":"a","max_tokens":1.5}', /max_tokens: expected a whole number/],
  ['tokens as text', '{"prompt":"a","max_tokens":"5"}', /max_tokens: expected a whole number/],
  ['a deep field', `{"prompt":"a","x":${deep(200_000)}}`, /is nested too deeply to be sent$/],
  ['a deep message', `{"messages":[{"role":"user","content":${deep(200_000)}}]}`, /too deeply/],
  ['a second byte order mark', '\uFEFF{"prompt":"a"}', /found no JSON$/],
])('a line with %s is refused with its place', async (_, line, problem) => {
  const path = fileOf(`\uFEFF{"prompt":"a"}\n\r\n \t\r\n\n${line}\n{"prompt":"b"}\n`);
  const error = await openDataset(path, true).catch((thrown: Error) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).toMatch(problem);
  expect((error as Error).message.startsWith(`${path}:5: `)).toBe(true);
});

test('a byte order mark, blank lines with CR or spaces and a last line without its end are no prompts', async () => {
  const path = fileOf('\uFEFF\r\n  \r\n{"prompt":"a"}\r\n\t\n\r\n{"prompt":"b"}');
  expect(firstOf(await openDataset(path, true), 3)).toEqual(['a', 'b', 'a']);
});

test('text that is no UTF-8 is refused, not replaced', async () => {
  const path = fileOf(
    Buffer.concat([Buffer.from('{"prompt":"a'), Buffer.from([0xff]), Buffer.from('"}\n')]),
  );
  await expect(openDataset(path, true)).rejects.toThrow(`${path}:1: expected UTF-8`);
});

test('a data set without a line, and one that is not there, are refused', async () => {
  for (const text of ['', '\n \r\n', '\uFEFF']) {
    const path = fileOf(text);
    await expect(openDataset(path, true)).rejects.toThrow(
      new UsageError(`${path}: holds no prompt; give it at least one`),
    );
  }
  const path = join(newFolder(), 'none.jsonl');
  const attempt = openDataset(path, true);
  await expect(attempt).rejects.toThrow(UsageError);
  await expect(attempt).rejects.toThrow(`dataset ${path}: can't be read: ENOENT`);
});

test('what is no regular file is refused at once, whether it has an end or not', async () => {
  const folder = newFolder();
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  mkdirSync(join(folder, 'folder'));
  for (const [path, kind] of [
    ['/dev/zero', 'a device'],
    [pipe, 'a pipe'],
    [join(folder, 'folder'), 'a folder'],
  ] as const) {
    await expect(openDataset(path, true)).rejects.toThrow(
      new UsageError(
        `dataset ${path}: expected a regular file, found ${kind}; it is read more than once`,
      ),
    );
  }
});

test('a line of 16 MiB is read, a longer one is refused, whatever the size of the file', async () => {
  const around = '{"prompt":""}'.length;
  const longest = `{"prompt":"${'x'.repeat(16 * 2 ** 20 - around)}"}`;
  const [prompt] = firstOf(await openDataset(fileOf(longest), true), 1);
  expect(String(prompt)).toHaveLength(16 * 2 ** 20 - around);
  const longer = fileOf(`{"prompt":"a"}\n${longest} \n`);
  await expect(openDataset(longer, true)).rejects.toThrow(
    `${longer}:2: expected lines of at most 16 MiB, found a longer one`,
  );
  const sparse = fileOf('');
  truncateSync(sparse, 2 ** 32);
  await expect(openDataset(sparse, true)).rejects.toThrow(`${sparse}:1: expected lines of at most`);
});

/** More rows than are kept in memory; each names its number. */
function manyRows(count: number): Buffer {
  const filler = 'x'.repeat(10_000);
  const line = (i: number) => `{"prompt":"${i} ${filler}"${i % 3 === 0 ? `,"seed":${i}` : ''}}\r\n`;
  return Buffer.from(`\uFEFF${Array.from({ length: count }, (_, i) => line(i)).join('')}`);
}

const numberOf = (prompt: unknown) =>
  Number(
    String(typeof prompt === 'object' && prompt && 'text' in prompt ? prompt.text : prompt).split(
      ' ',
    )[0],
  );

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['plain', (bytes) => bytes],
  ['compressed', (bytes) => gzipSync(bytes)],
  [
    'compressed in two pieces',
    (bytes) => Buffer.concat([gzipSync(bytes.subarray(0, 500)), gzipSync(bytes.subarray(500))]),
  ],
])(
  'a %s file that is larger than what is kept is read again in the same order',
  async (_, pack) => {
    const count = 2_000;
    const path = fileOf(pack(manyRows(count)), 'data');
    const prompts = await openDataset(path, true);
    const numbers = Array.from({ length: 2 * count + 1 }, () => numberOf(prompts()));
    expect(numbers).toEqual(Array.from({ length: 2 * count + 1 }, (_, i) => i % count));
  },
);

test('a small compressed file is a data set; one that is broken is refused', async () => {
  const packed = gzipSync('{"prompt":"a"}\n{"prompt":"b"}\n');
  expect(firstOf(await openDataset(fileOf(packed), true), 3)).toEqual(['a', 'b', 'a']);
  const flipped = Buffer.from(packed);
  const checksum = flipped.length - 6;
  flipped[checksum] = (flipped[checksum] ?? 0) ^ 1;
  for (const broken of [packed.subarray(0, -9), flipped]) {
    const path = fileOf(broken);
    await expect(openDataset(path, true)).rejects.toThrow(`dataset ${path}: can't be read:`);
  }
});

test('a file that changes under the run is told, with its place', async () => {
  const path = fileOf(manyRows(2_000));
  const prompts = await openDataset(path, true);
  prompts();
  writeFileSync(path, '{"text":"other"}\n');
  expect(() => firstOf(prompts, 1_000)).toThrow(UsageError);
  writeFileSync(path, '');
  expect(() => firstOf(prompts, 2)).toThrow('has lost its prompts since the run began');
});

test('the check of a large file can be broken off', async () => {
  const path = fileOf(manyRows(2_000));
  const abort = new AbortController();
  const opened = openDataset(path, true, abort.signal);
  setImmediate(() => abort.abort(new Error('interrupted')));
  await expect(opened).rejects.toThrow('interrupted');
});
