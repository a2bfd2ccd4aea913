import { connect, createServer, type Server, type Socket } from 'node:net';
import { listenOn } from '../listening';
import { MOCK_DEFAULTS, type MockOptions } from './options';
import { MockServer } from './server';

/** Several mock servers, each with an address, a queue and counters of its own, and a Service in front of them. */
export class MockReplicas {
  readonly servers: readonly MockServer[];
  private readonly addresses: string[] = [];
  private readonly front: Server;
  private readonly open = new Set<Socket>();
  private next = 0;

  /** @param count how many; their addresses follow `host`, on the same port; replica n is ready after n times `readyAfter` */
  constructor(
    count: number,
    private readonly options: Partial<MockOptions> = {},
  ) {
    const { host, readyAfter = 0, seed = MOCK_DEFAULTS.seed } = options;
    this.addresses = addressesAfter(host ?? MOCK_DEFAULTS.host, count);
    this.front = createServer((socket) => this.pass(socket));
    this.servers = this.addresses.map(
      (address, index) =>
        new MockServer({
          ...{ ...options, host: address, seed: seed + index },
          readyAfter: readyAfter * (index + 1),
        }),
    );
  }

  /** Starts listening; resolves to the address of the Service in front, and those of the replicas. */
  async listen(): Promise<{ readonly url: string; readonly replicas: readonly string[] }> {
    const host = this.options.host ?? MOCK_DEFAULTS.host;
    this.port = await listenOn(this.front, this.options.port ?? 0, host);
    const replicas: string[] = [];
    for (const server of this.servers) replicas.push(await server.listen(this.port));
    return { url: `http://${host}:${this.port}`, replicas };
  }

  private port = 0;

  /** Stops at once. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.front.close(resolve));
    for (const socket of this.open) socket.destroy();
    await Promise.all(this.servers.map((server) => server.close()));
    await closed;
  }

  /** A connection goes to the next replica that is ready, as kube-proxy has it. */
  private pass(socket: Socket): void {
    const ready = this.addresses.filter((_, index) => this.servers[index]?.ready);
    const address = ready[this.next++ % Math.max(1, ready.length)];
    if (address === undefined) return void socket.resetAndDestroy();
    const behind = connect({ host: address, port: this.port, noDelay: true });
    socket.setNoDelay(true);
    const all = [socket, behind];
    for (const each of all) {
      this.open.add(each);
      each.on('error', () => all.forEach((one) => void one.destroy()));
      each.on('close', () => {
        this.open.delete(each);
        for (const one of all) one.destroy();
      });
    }
    socket.pipe(behind).pipe(socket);
  }
}

/** The addresses behind one, as 127.0.0.2 is behind 127.0.0.1: all of 127.0.0.0/8 is the machine's own on Linux. */
function addressesAfter(host: string, count: number): string[] {
  const [, net = '127.0.0.', last = '1'] = /^(\d+\.\d+\.\d+\.)(\d+)$/.exec(host) ?? [];
  return Array.from({ length: count }, (_, index) => `${net}${Number(last) + index + 1}`);
}
