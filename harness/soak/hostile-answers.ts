import type { ServerResponse } from 'node:http';
import type { Reason } from '../src/request/row';

/** A way in which a server answers that no honest one does, and what a run must make of it. */
export interface HostileAnswer {
  readonly name: string;
  /** How each of its requests ends. */
  readonly expected: Reason | 'success';
  /** Requests of a run; few where an answer is hundreds of megabytes. */
  readonly requests: number;
  readonly flags?: readonly string[];
  readonly answer: (response: ServerResponse) => void;
}

const MANY = 200;
const FEW = 6;
const BLOCK = 'x'.repeat(64 * 1024);

const event = (value: unknown) =>
  `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`;
const token = (more: object = {}) => event({ choices: [{ delta: { content: 'a' } }], ...more });
const finish = (reason = 'stop') => event({ choices: [{ delta: {}, finish_reason: reason }] });
const usage = (completion: unknown) =>
  event(`{"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":${completion}}}`);
const DONE = event('[DONE]');

function streamed(response: ServerResponse, ...events: readonly string[]): ServerResponse {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(events.join(''));
  return response;
}

const stream =
  (...events: readonly string[]) =>
  (response: ServerResponse) =>
    void streamed(response, ...events).end();

/** Sends a text until the reader goes away; it waits for a reader that is slow. */
function endless(response: ServerResponse, text: string): void {
  const more = () => {
    while (!response.destroyed && response.write(text));
  };
  response.on('drain', more);
  more();
}

function whole(status: number, type: string, body: string) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  };
}

/** Counts that are none: an answer with one is a success whose tokens are unknown. */
const COUNTS = [
  '-5',
  '1.5',
  '1e308',
  '1e400',
  '9007199254740993',
  '2147483648',
  '"3"',
  'null',
  '[]',
];

/** Long: it is the size of an answer without end that is tried, not the time that many events take. */
const LONG_EVENT = event({ choices: [{ delta: { content: BLOCK } }] });

/** All the ways, each of which every round of the soak tries. */
export const HOSTILE_ANSWERS: readonly HostileAnswer[] = [
  ...COUNTS.map((count) => ({
    name: `completion_tokens: ${count}`,
    expected: 'success' as const,
    requests: MANY,
    answer: stream(token(), finish(), usage(count), DONE),
  })),
  { name: 'nothing but [DONE]', expected: 'empty', requests: MANY, answer: stream(DONE) },
  {
    name: 'finish_reason error',
    expected: 'server_error',
    requests: MANY,
    answer: stream(token(), finish('error'), DONE),
  },
  {
    name: 'an error in the stream',
    expected: 'server_error',
    requests: MANY,
    answer: stream(token(), event({ error: { message: '\u001b[31mno\nmore' } })),
  },
  { name: 'cut off', expected: 'truncated', requests: MANY, answer: stream(token()) },
  {
    name: 'a page',
    expected: 'not_sse',
    requests: MANY,
    answer: whole(200, 'text/html', '<script>alert(1)</script>'),
  },
  {
    name: 'a whole answer',
    expected: 'not_streamed',
    requests: MANY,
    answer: whole(
      200,
      'application/json',
      '{"choices":[{"message":{"content":"a"},"finish_reason":"stop"}]}',
    ),
  },
  {
    name: 'an error as 200',
    expected: 'server_error',
    requests: MANY,
    answer: whole(200, 'application/json', '{"error":{"message":"no"}}'),
  },
  {
    name: '429',
    expected: 'http_429',
    requests: FEW,
    answer: whole(429, 'application/json', '{"error":"slow down"}'),
  },
  {
    name: '500 whose body hangs',
    expected: 'http_5xx',
    requests: FEW,
    answer: (response) => {
      response.writeHead(500, { 'content-type': 'application/json' });
      response.write('{"error":');
    },
  },
  {
    name: 'left open after [DONE]',
    expected: 'success',
    requests: MANY,
    answer: (response) => void streamed(response, token(), finish(), DONE),
  },
  {
    name: 'closed after each answer in spite of keep-alive',
    expected: 'success',
    requests: MANY,
    answer: (response) => {
      const { socket } = response;
      streamed(response, token(), finish(), DONE).end(() => socket?.end());
    },
  },
  {
    name: 'reset in the middle',
    expected: 'reset',
    requests: MANY,
    answer: (response) => {
      const { socket } = response;
      streamed(response, token());
      setTimeout(() => socket?.resetAndDestroy(), 5);
    },
  },
  {
    name: 'an endless line',
    expected: 'too_large',
    requests: FEW,
    answer: (response) => endless(streamed(response, 'data: '), BLOCK),
  },
  {
    name: 'endless events',
    expected: 'too_large',
    requests: 2,
    answer: (response) => endless(streamed(response), LONG_EVENT),
  },
  {
    name: 'an endless body',
    expected: 'too_large',
    requests: FEW,
    flags: ['--no-stream'],
    answer: (response) =>
      endless(response.writeHead(200, { 'content-type': 'application/json' }), BLOCK),
  },
];
