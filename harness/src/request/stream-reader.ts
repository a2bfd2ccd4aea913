import { BOUNDS } from './bounds';
import { type Chunk, readChunk } from './chunk';
import { EventStream } from './event-stream';
import { HeldBytes } from './held-bytes';
import { hasTooManyValues } from './json-size';
import { messageOfBody } from './message';
import { isJsonButForNaN } from './python-json';
import { type AnswerReader, type Flaw, type Grew, isFailure } from './reader';
import type { FinishReason } from './row';
import type { OpenText } from './texts';
import { TokenTimes } from './token-times';
import type { Told } from './told';

/** What the first bytes of a body tell of it. */
type Kind = 'events' | 'json' | 'neither';

/** Reads a stream of server-sent events. */
export class StreamReader implements AnswerReader {
  readonly tokens = new TokenTimes();
  promptTokens: number | undefined;
  outputTokens: number | undefined;
  told: Told = {};
  fingerprint: string | undefined;
  finishReason: FinishReason | undefined;
  message: string | undefined;
  done = false;
  private readonly events: EventStream;
  /** A body that is JSON, and no stream. */
  private readonly json: HeldBytes;
  private kind: Kind | undefined;
  private length = 0;
  private now = 0;
  private ended = false;
  private flaw: Flaw | undefined;

  /** @param text where the text goes, in case that there is no usage */
  constructor(
    grew: Grew = () => {},
    private readonly text?: OpenText,
  ) {
    this.json = new HeldBytes(grew);
    const event = (data: string, type: string) => this.event(data, type);
    const done = () => {
      this.done = true;
    };
    this.events = new EventStream({ event, done }, grew);
  }

  get finished(): boolean {
    return this.done || this.finishReason !== undefined;
  }

  data(bytes: Buffer, now: number): Flaw | undefined {
    this.now = now;
    this.length += bytes.length;
    this.flaw ??= this.length > BOUNDS.stream ? 'too_large' : undefined;
    if (!this.flaw) this.read(bytes);
    if (this.flaw) this.close();
    return this.flaw;
  }

  end(_now: number): Flaw | undefined {
    if (!this.ended) {
      this.ended = true;
      if (this.kind === 'json' && !this.flaw) this.judgeJson();
      else this.events.end();
    }
    return this.flaw ?? this.missing();
  }

  close(): void {
    this.events.close();
    this.json.clear();
  }

  private read(bytes: Buffer): void {
    const body = this.kind ? bytes : this.sniff(bytes);
    if (this.kind === 'events') {
      this.events.feed(body);
      if (this.events.tooLarge) this.flaw ??= 'too_large';
    } else if (this.kind === 'neither') this.flaw = 'not_sse';
    else if (this.json.length + body.length > BOUNDS.whole) this.flaw = 'too_large';
    else this.json.append(body);
  }

  /** Looks at the first bytes behind a byte order mark and blanks; returns what is to be read. */
  private sniff(bytes: Buffer): Buffer {
    const at = bytes.findIndex((byte) => !BEFORE.has(byte));
    if (at === -1) return bytes.subarray(bytes.length);
    this.kind = KINDS[bytes.readUInt8(at)] ?? 'events';
    return bytes.subarray(at);
  }

  private missing(): Flaw | undefined {
    if (!this.finished) {
      return this.length > 0 && !this.events.recognized ? 'not_sse' : 'truncated';
    }
    return this.tokens.chunks === 0 && !this.outputTokens ? 'empty' : undefined;
  }

  private judgeJson(): void {
    const body = this.json.take().toString('utf8');
    if (hasTooManyValues(body)) {
      this.flaw = 'too_large';
      return;
    }
    const answer = readChunk(body);
    this.message = answer?.message ?? (answer?.choices ? undefined : messageOfBody(body));
    if (answer?.error) this.flaw = 'server_error';
    else this.flaw = answer?.choices ? 'not_streamed' : 'not_sse';
  }

  private event(data: string, type: string): void {
    if (this.flaw) return;
    if (hasTooManyValues(data)) {
      this.flaw = 'too_large';
      return;
    }
    if (type === 'error') {
      this.fail(messageOfBody(data));
      return;
    }
    if (data.trim() === '') return;
    const chunk = readChunk(data);
    if (chunk) this.take(chunk);
    else if (!this.ended && !isJsonButForNaN(data)) this.flaw = 'malformed';
  }

  private take(chunk: Chunk): void {
    if (chunk.text !== '') {
      this.tokens.note(this.now);
      if (this.outputTokens === undefined) this.text?.add(chunk.text);
    }
    this.finishReason = chunk.finish ?? this.finishReason;
    this.promptTokens = chunk.promptTokens ?? this.promptTokens;
    this.outputTokens = chunk.outputTokens ?? this.outputTokens;
    if (chunk.told) this.told = { ...this.told, ...chunk.told };
    this.fingerprint = chunk.fingerprint ?? this.fingerprint;
    if (chunk.error) this.fail(chunk.message);
    else if (isFailure(chunk.finish)) this.fail(`the finish reason is "${chunk.finish}"`);
  }

  private fail(message: string | undefined): void {
    this.flaw = 'server_error';
    this.message = message;
  }
}

/** A byte order mark and blanks. */
const BEFORE: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, ...Buffer.from(' \t\r\n')]);

/** Bodies that are no events, by their first byte: JSON, a page, gzip. */
const KINDS: Readonly<Record<number, Kind>> = {
  [Buffer.from('{')[0] as number]: 'json',
  [Buffer.from('[')[0] as number]: 'json',
  [Buffer.from('<')[0] as number]: 'neither',
  31: 'neither',
};
