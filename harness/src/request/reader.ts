import { StringDecoder } from 'node:string_decoder';
import { createParser } from 'eventsource-parser';
import { type Chunk, readChunk } from './chunk';

/** What is wrong with an answer whose head was fine. */
export type Flaw = 'malformed' | 'server_error' | 'truncated';

/** Reads the body of one answer while it comes in. */
export interface AnswerReader {
  /** Times of the first and last token-bearing chunk and the gaps between all of them. */
  readonly tokens: TokenTimes;
  readonly promptTokens: number | undefined;
  readonly outputTokens: number | undefined;
  /** Takes what came in at `now`; returns a flaw that makes the rest worthless. */
  data(bytes: Buffer, now: number): Flaw | undefined;
  /** Says whether the answer was whole when it ended at `now`. */
  end(now: number): Flaw | undefined;
}

/** The token-bearing chunks of one answer. */
export class TokenTimes {
  first: number | undefined;
  last: number | undefined;
  chunks = 0;
  readonly gaps: number[] = [];

  /** Notes a token-bearing chunk. */
  note(now: number): void {
    if (this.last !== undefined) this.gaps.push(now - this.last);
    this.first ??= now;
    this.last = now;
    this.chunks++;
  }
}

/** Reads a stream of server-sent events. */
export class StreamReader implements AnswerReader {
  readonly tokens = new TokenTimes();
  promptTokens: number | undefined;
  outputTokens: number | undefined;
  private readonly decoder = new StringDecoder('utf8');
  private readonly parser = createParser({ onEvent: (event) => this.event(event.data) });
  private now = 0;
  private complete = false;
  private flaw: Flaw | undefined;
  /** Whether what came in so far ends in a carriage return. */
  private returned = false;

  data(bytes: Buffer, now: number): Flaw | undefined {
    this.now = now;
    this.parser.feed(this.wholeLines(this.decoder.write(bytes)));
    return this.flaw;
  }

  end(_now: number): Flaw | undefined {
    return this.flaw ?? (this.complete ? undefined : 'truncated');
  }

  /**
   * A carriage return ends a line by itself, but the parser waits for a line feed after it: it is
   * given one at once, and not the one that comes in later.
   */
  private wholeLines(text: string): string {
    const lines = this.returned && text.startsWith('\n') ? text.slice(1) : text;
    this.returned = lines.endsWith('\r');
    return this.returned ? `${lines}\n` : lines;
  }

  private event(data: string): void {
    if (this.flaw) return;
    if (data === '[DONE]') {
      this.complete = true;
      return;
    }
    const chunk = readChunk(data);
    if (chunk) this.take(chunk);
    else this.flaw = 'malformed';
  }

  private take(chunk: Chunk): void {
    if (chunk.token) this.tokens.note(this.now);
    if (chunk.finished) this.complete = true;
    if (chunk.error) this.flaw = 'server_error';
    this.promptTokens = chunk.promptTokens ?? this.promptTokens;
    this.outputTokens = chunk.outputTokens ?? this.outputTokens;
  }
}

/** Reads an answer that is not streamed: it has no first token, only an end. */
export class WholeReader implements AnswerReader {
  readonly tokens = new TokenTimes();
  promptTokens: number | undefined;
  outputTokens: number | undefined;
  private readonly parts: Buffer[] = [];

  data(bytes: Buffer): undefined {
    this.parts.push(bytes);
  }

  end(now: number): Flaw | undefined {
    const chunk = readChunk(Buffer.concat(this.parts).toString('utf8'));
    if (!chunk) return 'malformed';
    if (chunk.error) return 'server_error';
    if (!chunk.finished) return 'truncated';
    this.promptTokens = chunk.promptTokens;
    this.outputTokens = chunk.outputTokens;
    this.tokens.last = now;
    return undefined;
  }
}
