import type { AddressInfo, Server } from 'node:net';
import { RunError } from './errors';

const WHY: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there; end it, or name another port with --port',
  EADDRNOTAVAIL: 'this machine has no such address; name one of its own with --host',
  EACCES: 'not permitted; name a port from 1024 on with --port',
};

/**
 * Starts to listen.
 *
 * @param host one address; without it, all of them
 * @returns the port, which is a free one where 0 was asked for
 * @throws RunError where the port can't be had, with what to do
 */
export async function listenOn(server: Server, port: number, host?: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) =>
      reject(
        new RunError(`port ${port}: can't listen: ${WHY[error.code ?? ''] ?? describe(error)}`),
      );
    server.once('error', failed);
    server.listen({ port, host }, () => {
      server.off('error', failed);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

const describe = ({ code, message }: NodeJS.ErrnoException) => code ?? message;
