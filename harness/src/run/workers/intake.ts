import { RunError } from '../../errors';
import type { RequestRow } from '../../request/row';
import { checkRow } from '../../results/rows';
import type { ShareAccount } from './account';

const LINE_END = 0x0a;
/** As in a file of rows that is read. */
const LONGEST_LINE = 16 * 1024 * 1024;

/** A row, and where its line ends in the text with which it came. */
export interface TakenRow {
  readonly row: RequestRow;
  readonly end: number;
}

/** Takes the text of whole rows. */
export type RowSink = (text: Buffer, rows: readonly TakenRow[]) => void;

/** Takes the rows of one worker as their bytes come: each is parsed once, and its text stays as it is. */
export class RowIntake {
  /** Bytes that have come. */
  received = 0;
  /** The begin of a row whose end has not come. */
  private begun: Buffer = Buffer.alloc(0);

  constructor(
    private readonly worker: number,
    private readonly account: ShareAccount,
    private readonly sink: RowSink,
  ) {}

  /**
   * Takes a part of the text.
   *
   * @throws RunError where a row is none, is not this worker's, or came before
   */
  take(bytes: Buffer): void {
    this.received += bytes.length;
    const text = this.begun.length === 0 ? bytes : Buffer.concat([this.begun, bytes]);
    const end = text.lastIndexOf(LINE_END) + 1;
    // A copy: what is left of a part would keep all of it.
    this.begun = Buffer.from(text.subarray(end));
    if (this.begun.length > LONGEST_LINE) throw this.wrong('a row of more than 16 MiB');
    if (end > 0) this.lines(text.subarray(0, end));
  }

  private lines(text: Buffer): void {
    const rows: TakenRow[] = [];
    let good = 0;
    try {
      while (good < text.length) {
        const end = text.indexOf(LINE_END, good) + 1;
        rows.push({ row: this.read(text.toString('utf8', good, end - 1)), end });
        good = end;
      }
    } finally {
      // What came before a row that is none is as good as any.
      if (good > 0) this.sink(text.subarray(0, good), rows);
    }
  }

  private read(line: string): RequestRow {
    const row = checkRow(parse(line));
    if (typeof row === 'string') throw this.wrong(`a row that is none: ${row}`);
    if (row.worker !== this.worker || !this.account.note(row.phase, row.index)) {
      throw this.wrong(`a row that is not its own, or came twice: ${row.phase} ${row.index}`);
    }
    return row;
  }

  private wrong(what: string): RunError {
    return new RunError(`worker ${this.worker} sent ${what}`);
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
