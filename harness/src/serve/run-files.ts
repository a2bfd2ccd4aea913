import type { FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { RUN_NAME } from 'kvmini-contract/runs';
import { RUN_FILES } from '../results/folder';
import { OddEntry, openRegularAsync, realFolderAsync } from '../results/volume';
import { FILE_HEADERS } from './headers';

/** Files that are sent at once; whoever wants one more is to come again. */
export const MOST_FILES = 64;

const FILES: readonly string[] = Object.values(RUN_FILES);
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
};
/** What a client or the volume does, and no error of this program. */
const ENDED = ['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED'];
const NOT_THERE = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM', 'ENXIO'];

/** What became of a request for a file. */
export type Sent = 'sent' | 'not found' | 'busy';

/** Sends the files of runs, and nothing else. */
export class RunFiles {
  private open = 0;

  /**
   * @param volume the shared volume, in which no link is followed
   * @param odd called with what stands in the place of a file
   */
  constructor(
    private readonly volume: string,
    private readonly outputDir: string,
    private readonly odd: (line: string) => void,
  ) {}

  /** Sends the file at a path such as `/runs/NAME/report.html`; says where it has not. */
  async send(path: string, head: boolean, response: ServerResponse): Promise<Sent> {
    const [, runs, run = '', file = '', ...rest] = path.split('/');
    const known =
      runs === 'runs' && RUN_NAME.test(run) && FILES.includes(file) && rest.length === 0;
    if (!known) return 'not found';
    if (this.open >= MOST_FILES) return 'busy';
    this.open++;
    try {
      return await this.sendFile(join(this.outputDir, run), file, head, response);
    } finally {
      this.open--;
    }
  }

  private async sendFile(
    run: string,
    file: string,
    head: boolean,
    response: ServerResponse,
  ): Promise<Sent> {
    const handle = await this.opened(run, file);
    if (handle === undefined) return 'not found';
    try {
      const { size } = await handle.stat();
      const type = TYPES[extname(file)] ?? 'text/plain';
      // A run under way appends to its rows: what is there now is sent.
      response.writeHead(200, { ...FILE_HEADERS, 'content-type': type, 'content-length': size });
      if (head || size === 0) response.end();
      else await pipeline(handle.createReadStream({ end: size - 1, autoClose: false }), response);
    } catch (error) {
      response.destroy();
      if (!ENDED.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    } finally {
      await handle.close();
    }
    return 'sent';
  }

  private async opened(run: string, file: string): Promise<FileHandle | undefined> {
    try {
      return await openRegularAsync(join(await realFolderAsync(this.volume, run), file));
    } catch (error) {
      const { code = '', message } = error as NodeJS.ErrnoException;
      if (error instanceof OddEntry) this.odd(`not served: ${message}`);
      else if (!NOT_THERE.includes(code)) throw error;
      return undefined;
    }
  }
}
