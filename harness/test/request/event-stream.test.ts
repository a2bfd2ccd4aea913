import { expect, test } from 'vitest';
import { EventStream } from '../../src/request/event-stream';
import { splits } from './packets';
import { useSmallBounds } from './small-bounds';

useSmallBounds({ event: 100, eventLines: 5 });

/** A stream that notes what it was told, and how much memory is held. */
function listening() {
  const seen = { events: [] as string[][], done: 0, held: 0, most: 0 };
  const stream = new EventStream(
    { event: (data, type) => seen.events.push([data, type]), done: () => seen.done++ },
    (bytes) => {
      seen.held += bytes;
      seen.most = Math.max(seen.most, seen.held);
    },
  );
  return { stream, seen };
}

/** Feeds copies, which are overwritten afterwards: a stream must hold nothing of a packet that it was given. */
function feed(stream: EventStream, packets: readonly Buffer[]) {
  for (const packet of packets) {
    const bytes = Buffer.from(packet);
    stream.feed(bytes);
    bytes.fill('#');
  }
}

type Outcome = 'recognized' | 'unknown' | 'too large' | 'done';

function outcomeOf({ stream, seen }: ReturnType<typeof listening>): Outcome {
  if (stream.tooLarge) return 'too large';
  if (seen.done > 0) return 'done';
  return stream.recognized ? 'recognized' : 'unknown';
}

const pad = (line: string, length: number) => line.padEnd(length, 'x');

const STREAMS: [name: string, text: string, Outcome, ...events: [data: string, type: string][]][] =
  [
    ['nothing', '', 'unknown'],
    ['blank lines alone', '\n\r\n\r\r', 'unknown'],
    ['one event', 'data: a\n\n', 'recognized', ['a', '']],
    ['without a blank', 'data:a\n\n', 'recognized', ['a', '']],
    ['of two blanks one is of the data', 'data:  a \n\n', 'recognized', [' a ', '']],
    ['a tab is no blank', 'data:\ta\n\n', 'recognized', ['\ta', '']],
    ['a field without colon is empty', 'data\n\n', 'recognized', ['', '']],
    ['a field with nothing but its colon', 'data:\n\n', 'recognized', ['', '']],
    ['a field with nothing but a blank', 'data: \n\n', 'recognized', ['', '']],
    ['lines are joined', 'data: a\ndata\ndata:b\n\n', 'recognized', ['a\n\nb', '']],
    ['CR', 'data: a\rdata: b\r\rdata: c\r\r', 'recognized', ['a\nb', ''], ['c', '']],
    ['CRLF', 'data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n', 'recognized', ['a\nb', ''], ['c', '']],
    ['LF before CR', 'data: a\n\rdata: b\n\r', 'recognized', ['a', ''], ['b', '']],
    ['CR, CRLF', 'data: a\r\r\ndata: b\r\r\n', 'recognized', ['a', ''], ['b', '']],
    ['two events', 'data: a\n\ndata: b\n\n', 'recognized', ['a', ''], ['b', '']],
    ['no end', 'data: a\n\ndata: b', 'recognized', ['a', ''], ['b', '']],
    ['no blank line', 'data: a\ndata: b\n', 'recognized', ['a\nb', '']],
    ['end within a name', 'data: a\n\ndat', 'recognized', ['a', '']],
    ['characters of several bytes', 'data: é€𝄞\ndata: 日\n\n', 'recognized', ['é€𝄞\n日', '']],
    ['a type', 'event: error\ndata: a\n\n', 'recognized', ['a', 'error']],
    ['a type after the data', 'data: a\nevent:error\n\n', 'recognized', ['a', 'error']],
    ['the last type counts', 'event: a\nevent: b\ndata: c\n\n', 'recognized', ['c', 'b']],
    ['a type is without blanks', 'event: \t error \ndata\n\n', 'recognized', ['', 'error']],
    ['an empty type', 'event: a\nevent\ndata: b\n\n', 'recognized', ['b', '']],
    ['a type holds for one event', 'event: a\n\ndata: b\n\n', 'recognized', ['b', '']],
    [
      'of two events',
      'event: a\ndata: b\n\ndata: c\n\n',
      'recognized',
      ...([
        ['b', 'a'],
        ['c', ''],
      ] as [string, string][]),
    ],
    [
      'a type of 64 bytes',
      `event: ${'t'.repeat(64)}\ndata\n\n`,
      'recognized',
      ['', 't'.repeat(64)],
    ],
    [
      'a longer type is cut',
      `event: ${'t'.repeat(65)}\ndata\n\n`,
      'recognized',
      ['', 't'.repeat(64)],
    ],
    ['a comment', ': data: a\n\n', 'recognized'],
    ['a comment of nothing', ':\n', 'recognized'],
    ['an id', 'id: 1\n', 'recognized'],
    ['an id of nothing', 'id', 'recognized'],
    ['retry', 'retry: 1\n', 'recognized'],
    ['an event of nothing', 'event\n', 'recognized'],
    ['other fields', 'date: a\nDATA: b\ndata : c\n data: d\n\n', 'unknown'],
    ['begins and longer names', 'dat: a\ndatas: b\nids: c\nretr: d\ni: e\n', 'unknown'],
    ['more longer names', 'eventx: a\nretry1: b\nxid: c\nx: d\n\n', 'unknown'],
    ['names in a value', 'x: data: a\n\ny: event: b\n\n', 'unknown'],
    ['the marker', 'data: a\n\ndata: [DONE]\n\ndata: b\n\n', 'done', ['a', '']],
    ['the marker without its end', 'data:[DONE]', 'done'],
    ['the marker between blanks', `data:  [DONE] \t\n\n`, 'done'],
    ['the marker in 31 bytes', `data: ${'[DONE]'.padEnd(31)}\ndata: a\n\n`, 'done'],
    [
      'the marker in 32 bytes',
      `data: ${'[DONE]'.padEnd(32)}\n\n`,
      'recognized',
      ['[DONE]'.padEnd(32), ''],
    ],
    ['half a marker', 'data: [DONE\n\n', 'recognized', ['[DONE', '']],
    ['the marker with more', 'data: [DONE].\n\n', 'recognized', ['[DONE].', '']],
    ['the marker in a second line', 'data: a\ndata: [DONE]\n\n', 'recognized', ['a\n[DONE]', '']],
    ['an event as large as may be', `${pad('data:', 100)}\n\n`, 'recognized', [pad('', 95), '']],
    ['one byte more', `${pad('data:', 101)}\n\ndata: a\n\n`, 'too large'],
    [
      'in several lines, of which comments and unknown fields count too',
      `${pad('data:', 50)}\n${pad(':', 30)}\n${pad('x', 20)}\n\n`,
      'recognized',
      [pad('', 45), ''],
    ],
    [
      'in several lines one byte more',
      `${pad('data:', 50)}\n${pad(':', 30)}\n${pad('x', 21)}\n\n`,
      'too large',
    ],
    [
      'each event is counted by itself',
      `data: a\n\n${pad('data:', 100)}\n\n${pad(':', 100)}\n\ndata: b\n\n`,
      'recognized',
      ...([
        ['a', ''],
        [pad('', 95), ''],
        ['b', ''],
      ] as [string, string][]),
    ],
    ['no line end', pad('data:', 100), 'recognized', [pad('', 95), '']],
    ['no line end, one byte more', pad('data:', 101), 'too large'],
    ['as many lines as may be', 'data\nid\nid\nid\n\n', 'recognized', ['', '']],
    ['one line more', 'data: a\n\ndata\nid\nid\nid\nid\n\n', 'too large', ['a', '']],
    ['many lines of many events', 'data\nid\nid\n\n'.repeat(2), 'recognized', ['', ''], ['', '']],
    ['what is too large is not read further', `${pad('x', 101)}\n\ndata: a\n\n`, 'too large'],
  ];

test.each(STREAMS)('%s, however it is split', (_, text, outcome, ...events) => {
  const bytes = Buffer.from(text);
  const read = Array.from(splits(bytes), ({ how, packets }) => {
    const all = listening();
    feed(all.stream, packets);
    all.stream.end();
    const { held, done } = all.seen;
    // Nothing is read behind the end.
    all.stream.end();
    feed(all.stream, [Buffer.from('\n\ndata: late\n\n')]);
    return { how, said: [outcomeOf(all), held, done, ...all.seen.events] };
  });
  const said = [outcome, 0, outcome === 'done' ? 1 : 0, ...events];
  expect(read).toEqual(read.map(({ how }) => ({ how, said })));
});

test('an event is told with the byte that completes it', () => {
  const { stream, seen } = listening();
  const counts = ['data: a', '\n', '\r', '\n', 'data: b', '\r', '\n', '\r', '\n'].map((text) => {
    feed(stream, [Buffer.from(text)]);
    return seen.events.length;
  });
  expect(counts).toEqual([0, 0, 1, 1, 1, 1, 1, 2, 2]);
});

test.each([
  ['a line without its end', [pad('data:', 100)], 'x'],
  ['a whole line', [], `${pad('data:', 101)}\n`],
  ['the end of a line', [pad('data:', 60)], `${pad('', 41)}\n`],
  ['a second line', [`${pad('data:', 60)}\n`], pad('id', 41)],
  ['a whole second line', [`${pad('data:', 60)}\n`], `${pad('id', 41)}\n`],
  ['one line more', ['data\n'.repeat(5)], '\n'],
])('that an event is too large is told with the byte that makes it so: %s', (_, before, last) => {
  const { stream, seen } = listening();
  feed(
    stream,
    before.map((text) => Buffer.from(text)),
  );
  expect(stream.tooLarge).toBe(false);
  feed(stream, [Buffer.from(last)]);
  expect([stream.tooLarge, seen.held, seen.events]).toEqual([true, 0, []]);
});

test('a packet of nothing changes nothing: a line feed still belongs to the return before it', () => {
  const { stream, seen } = listening();
  feed(
    stream,
    ['data: a\r', '', '\n', 'data: b\n\n'].map((text) => Buffer.from(text)),
  );
  expect(seen.events).toEqual([['a\nb', '']]);
});

test('events that are whole in their packet are held nowhere, and what is held is given back', () => {
  const { stream, seen } = listening();
  feed(stream, [Buffer.from('data: a\n\nevent: x\ndata: b\n\n: c\n')]);
  expect([seen.events.length, seen.most]).toEqual([2, 0]);
  feed(stream, [Buffer.from('data: a')]);
  expect(seen.held).toBe(512);
  stream.close();
  expect(seen.held).toBe(0);
  stream.end();
  expect(seen.events).toHaveLength(2);
});

test('one that is closed while it takes memory, as the budget of all is used up, says nothing more', () => {
  const events: string[] = [];
  const stream: EventStream = new EventStream(
    { event: (data) => events.push(data), done: () => events.push('done') },
    (bytes) => bytes > 0 && stream.close(),
  );
  feed(stream, [Buffer.from('data: a\ndat'), Buffer.from('a: b\n\n'), Buffer.from('data: c\n\n')]);
  stream.end();
  expect(events).toEqual([]);
});
