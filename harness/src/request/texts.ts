import { chunksOf, type RequestRow } from './row';

const MIB = 1024 * 1024;
/** What the texts of all answers without usage may take together, in bytes. */
const MOST_TEXT = 64 * MIB;
/** An answer whose text is longer is not counted: tokenizers take longer than in proportion. */
const LONGEST_TEXT = 4 * MIB;
/** What a part of a text, and what is kept beside a text, takes at most. */
const PART_BYTES = 32;
const ROW_BYTES = 512;

/** An answer whose output tokens are not known yet. */
export interface KeptAnswer {
  /** Its row, without its gaps. */
  readonly row: RequestRow;
  readonly text: Buffer;
}

/** The text of an answer that is not over: it is kept in case that its server gives no usage. */
export interface OpenText {
  add(part: string): void;
  /** Keeps the text for after the last request; not where it was too long. */
  keep(row: RequestRow): void;
  /** Forgets the text. */
  drop(): void;
}

/** Holds the texts of answers without usage in memory, until their tokens are counted; they are never written. */
export class AnswerTexts {
  private size = 0;
  private kept: KeptAnswer[] = [];

  /** @param most bytes for all texts together */
  constructor(private readonly most: number = MOST_TEXT) {}

  /** The text of an answer that begins. */
  open(): OpenText {
    return new Text(
      (bytes) => this.take(bytes),
      (answer) => this.kept.push(answer),
    );
  }

  /** The answers that were kept, in the order in which they ended. */
  get answers(): readonly KeptAnswer[] {
    return this.kept;
  }

  private take(bytes: number): boolean {
    if (bytes > 0 && this.size + bytes > this.most) return false;
    this.size += bytes;
    return true;
  }
}

class Text implements OpenText {
  private text = '';
  private size = 0;
  private lost = false;

  constructor(
    private readonly take: (bytes: number) => boolean,
    private readonly store: (answer: KeptAnswer) => void,
  ) {}

  add(part: string): void {
    if (this.lost) return;
    const size = part.length + PART_BYTES;
    if (this.text.length + part.length > LONGEST_TEXT || !this.take(size)) {
      this.drop();
      return;
    }
    this.size += size;
    this.text += part;
  }

  keep(row: RequestRow): void {
    if (this.lost) return;
    const { text } = this;
    this.drop();
    const bytes = Buffer.from(text);
    if (this.take(bytes.length + ROW_BYTES)) {
      this.store({ row: withoutGaps(row), text: bytes });
    }
  }

  drop(): void {
    this.take(-this.size);
    this.size = 0;
    this.text = '';
    this.lost = true;
  }
}

/** A row that takes little memory; how many chunks it had must not be lost with its gaps. */
const withoutGaps = (row: RequestRow): RequestRow => ({
  ...row,
  ...{ chunkGapsMs: [], chunks: chunksOf(row) },
});
