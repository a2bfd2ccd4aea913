import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Access, accessFlags } from './kubectl';
import { ProcessGroup } from './process-group';

/** A way to the API for plain HTTP requests, whatever the context's credentials are. */
export interface ApiProxy {
  /** Path of a Unix socket that only this user may open: a port would let everybody on this machine in. */
  readonly socket: string;
  readonly stop: () => void;
}

/** Starts `kubectl proxy`. */
export async function startApiProxy(access: Access): Promise<ApiProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'kvmini-proxy-'));
  const socket = join(folder, 'api.sock');
  const processes = new ProcessGroup(folder);
  const stop = () => {
    processes.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  processes.start('proxy', access.kubectl, [
    ...accessFlags(access),
    'proxy',
    `--unix-socket=${socket}`,
  ]);
  try {
    await processes.until('proxy', ['proxy'], async () => existsSync(socket));
  } catch (error) {
    stop();
    throw error;
  }
  return { socket, stop };
}
