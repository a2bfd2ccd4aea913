import { BOUNDS } from './bounds';
import { readChunk } from './chunk';
import { HeldBytes } from './held-bytes';
import { hasTooManyValues } from './json-size';
import { type AnswerReader, type Flaw, type Grew, isFailure } from './reader';
import type { FinishReason } from './row';
import type { OpenText } from './texts';
import { TokenTimes } from './token-times';
import type { Told } from './told';

/** Reads an answer that is not streamed: it has no first token, only an end. */
export class WholeReader implements AnswerReader {
  readonly tokens = new TokenTimes();
  promptTokens: number | undefined;
  outputTokens: number | undefined;
  told: Told = {};
  fingerprint: string | undefined;
  finishReason: FinishReason | undefined;
  message: string | undefined;
  readonly finished = false;
  readonly done = false;
  private readonly body: HeldBytes;
  private verdict: { readonly flaw: Flaw | undefined } | undefined;

  /** @param text where the text goes, in case that there is no usage */
  constructor(
    grew: Grew = () => {},
    private readonly text?: OpenText,
  ) {
    this.body = new HeldBytes(grew);
  }

  data(bytes: Buffer): Flaw | undefined {
    if (this.body.length + bytes.length > BOUNDS.whole) {
      this.close();
      return 'too_large';
    }
    this.body.append(bytes);
    return undefined;
  }

  end(now: number): Flaw | undefined {
    this.verdict ??= { flaw: this.judge(now) };
    return this.verdict.flaw;
  }

  close(): void {
    this.body.clear();
  }

  private judge(now: number): Flaw | undefined {
    const body = this.body.take().toString('utf8');
    if (hasTooManyValues(body)) return 'too_large';
    const chunk = readChunk(body);
    if (!chunk) return 'malformed';
    this.finishReason = chunk.finish;
    this.message = chunk.message;
    if (chunk.error || isFailure(chunk.finish)) return 'server_error';
    if (!chunk.choices) return 'malformed';
    if (!chunk.finish) return 'truncated';
    this.promptTokens = chunk.promptTokens;
    this.outputTokens = chunk.outputTokens;
    this.told = chunk.told ?? {};
    this.fingerprint = chunk.fingerprint;
    if (chunk.text === '' && !chunk.outputTokens) return 'empty';
    this.text?.add(chunk.text);
    this.tokens.last = now;
    return undefined;
  }
}
