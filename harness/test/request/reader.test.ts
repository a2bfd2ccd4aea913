import { afterEach, expect, test, vi } from 'vitest';
import { readChunk } from '../../src/request/chunk';
import { StreamReader } from '../../src/request/stream-reader';
import { TokenTimes } from '../../src/request/token-times';
import { WholeReader } from '../../src/request/whole-reader';
import { splits } from './packets';
import { DONE, ERROR, FINISH, says } from './wire';

vi.mock('../../src/request/chunk', { spy: true });

afterEach(() => {
  vi.mocked(readChunk).mockClear();
});

const readTexts = () => vi.mocked(readChunk).mock.calls.map(([text]) => text);

const TEXTS = ['{"choices":[{"text":"é€𝄞日本語"}]}', '{"choices":[{"text":"\u2028é"}]}'];

test.each(['\n', '\r\n', '\r'])(
  'the text of each event is read as it was sent, however it is split; lines end in %j',
  (end) => {
    const body = TEXTS.map((text) => `data: ${text}${end}${end}`).join('');
    for (const { how, packets } of splits(Buffer.from(body))) {
      vi.mocked(readChunk).mockClear();
      const reader = new StreamReader();
      for (const packet of packets) expect(reader.data(packet, 0)).toBeUndefined();
      expect(readTexts(), how).toEqual(TEXTS);
      expect(reader.tokens.chunks).toBe(2);
    }
  },
);

test('the text of an answer that is not streamed is read once, as it was sent', () => {
  for (const { packets } of splits(Buffer.from(TEXTS[0] ?? ''))) {
    vi.mocked(readChunk).mockClear();
    const reader = new WholeReader();
    for (const packet of packets) reader.data(packet);
    reader.end(0);
    expect(readTexts()).toEqual([TEXTS[0]]);
  }
});

test('a flaw is told with the packet in which it comes, and stays', () => {
  const reader = new StreamReader();
  const data = (text: string, now: number) => reader.data(Buffer.from(text), now);
  expect(data(says('a').text, 1)).toBeUndefined();
  expect(data(ERROR.text.slice(0, -1), 2)).toBeUndefined();
  expect(data('\n', 3)).toBe('server_error');
  expect(data(FINISH.text + DONE.text + says('b').text, 4)).toBe('server_error');
  expect(reader.end(5)).toBe('server_error');
  expect(reader.tokens).toMatchObject({ first: 1, last: 1, chunks: 1 });
});

test('a stream is whole from its finish reason or [DONE] on', () => {
  for (const [end, flaw] of [
    [FINISH.text, undefined],
    [DONE.text, undefined],
    ['', 'truncated'],
  ] as const) {
    const reader = new StreamReader();
    reader.data(Buffer.from(says('a').text), 1);
    expect(reader.finished).toBe(false);
    reader.data(Buffer.from(end), 3);
    expect(reader.finished).toBe(flaw === undefined);
    expect(reader.end(4)).toBe(flaw);
    expect(reader.end(5)).toBe(flaw);
  }
});

test('times of tokens: the first, the last, and the gaps between them', () => {
  const times = new TokenTimes();
  expect(times).toMatchObject({ first: undefined, last: undefined, chunks: 0, gaps: [] });
  for (const now of [4, 10, 11, 15]) times.note(now);
  expect(times).toMatchObject({ first: 4, last: 15, chunks: 4, gaps: [6, 1, 4] });
});
