import type { RowFile } from './rows';

const PART_BYTES = 64 * 1024;
const EVERY_MS = 50;
/** So much may wait in this process for the network. */
const MOST_WAITING = 1024 * 1024;

/** What the stream sends over. */
export interface RowSender {
  /** Whether the coordinator is there. */
  readonly connected: boolean;
  /** Bytes that wait in this process. */
  readonly backlog: number;
  sendRows(bytes: Buffer): void;
}

/** Sends a worker's rows out of its file, in parts; sending load never waits for it. */
export class RowStream {
  private at = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly file: RowFile,
    private readonly sender: RowSender,
  ) {
    this.timer = setInterval(() => this.pump(), EVERY_MS);
  }

  /** Goes on from what the coordinator has. */
  resume(received: number): void {
    this.at = received;
    this.pump();
  }

  /** Sends what there is, as far as it goes. */
  pump(): void {
    while (this.sender.connected && this.at < this.file.length) {
      if (this.sender.backlog > MOST_WAITING) return;
      const part = this.file.read(this.at, PART_BYTES);
      this.sender.sendRows(part);
      this.at += part.length;
    }
  }

  /** Sends no more. */
  stop(): void {
    clearInterval(this.timer);
  }
}
