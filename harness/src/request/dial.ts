import { isIP, type Socket } from 'node:net';
import { buildConnector } from 'undici';
import type { Addresses, Place } from './addresses';
import { passOverContinue } from './continue';
import { errorCode } from './reason';
import type { TlsOptions } from './tls';

/** While there are other addresses to try, one that does not answer is not waited for longer. */
const TRY_MS = 3_000;
/** Nobody is there: another address may be alive. */
const NOBODY: readonly unknown[] = [
  ...['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ETIMEDOUT', 'ECONNRESET'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'EADDRNOTAVAIL', 'EAFNOSUPPORT'],
];

/** Who wants a connection. */
export interface Caller {
  /** Where it shall go; `undefined` before the name was looked up. */
  readonly place: Place | undefined;
  /** Told where it goes, each time before that is tried. */
  goesTo(place: Place): void;
  /** Told of the socket once it is connected. */
  connected(socket: Socket): void;
}

/** Makes connections to the addresses of one target; where nobody is at one, the next is tried. */
export class Dialer {
  private readonly patient: buildConnector.connector;
  private readonly quick: buildConnector.connector;

  /**
   * @param timeoutMs milliseconds until a connection is given up
   * @param build makes what connects
   */
  constructor(
    private readonly addresses: Addresses,
    tls: TlsOptions,
    timeoutMs: number,
    build: typeof buildConnector = buildConnector,
  ) {
    const connector = (timeout: number) => passOverContinue(build({ ...tls, timeout }));
    this.patient = connector(timeoutMs);
    this.quick = connector(Math.min(TRY_MS, timeoutMs));
  }

  /** The function with which undici connects for that caller. */
  for(caller: Caller): buildConnector.connector {
    return (options, callback) => {
      this.dial(caller, options).then(
        (socket) => callback(null, socket),
        (error) => callback(error, null),
      );
    };
  }

  private async dial(caller: Caller, options: buildConnector.Options): Promise<Socket> {
    await this.addresses.ready();
    const tried = new Set<Place>();
    let place = caller.place ?? this.addresses.choose();
    for (;;) {
      if (!place) throw Object.assign(new Error('the name has no address'), { code: 'ENOTFOUND' });
      tried.add(place);
      caller.goesTo(place);
      try {
        const socket = await this.connect(place, options, tried.size < this.addresses.all().length);
        this.addresses.found(place, false);
        caller.connected(socket);
        return socket;
      } catch (error) {
        if (!NOBODY.includes(errorCode(error))) throw error;
        this.addresses.found(place, true);
        place = this.addresses.choose(tried);
        if (!place) throw error;
      }
    }
  }

  private connect(
    { address }: Place,
    options: buildConnector.Options,
    hasOthers: boolean,
  ): Promise<Socket> {
    const connector = hasOthers ? this.quick : this.patient;
    // The name goes into the certificate's check, the address only to the kernel.
    const servername = options.servername || nameOf(options.host);
    const where = { ...options, hostname: address, ...(servername && { servername }) };
    return new Promise((resolve, reject) => {
      connector(where, (error, socket) => (error ? reject(error) : resolve(socket)));
    });
  }
}

/** The name in a host with its port; none where it is an address. */
function nameOf(host: string | undefined): string | undefined {
  const name = host?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return name && !isIP(name) ? name : undefined;
}
