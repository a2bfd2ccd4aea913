import { printable } from 'kvmini-contract/printable';
import { Agent, request } from 'undici';
import { errorCode } from '../../request/reason';
import { readAnswer } from '../answer';
import { Counting } from './counting';
import { readExposition } from './exposition';
import { MEANINGS } from './names';
import type { MetricsPlace } from './places';

/** A scrape that takes longer is given up: the next one is due. */
const WITHIN_MS = 5_000;

/** How a replica is scraped. */
export interface ScraperOptions {
  /** Whether the replica began during the run. @default false */
  readonly fromZero?: boolean;
  /** Ends a scrape at once. */
  readonly interrupted?: AbortSignal | undefined;
}

/** Scrapes one replica, and counts what it says. */
export class Scraper {
  readonly counting: Counting;
  failed = 0;
  /** Why the last scrape failed, or why there is nothing in it; absent where it is fine. */
  why: string | undefined;
  /** Why its first scrape failed, where it did and it was there before. */
  missed: string | undefined;
  private readonly agent: Agent;
  private isBusy = false;

  constructor(
    readonly place: MetricsPlace,
    private readonly options: ScraperOptions = {},
  ) {
    this.counting = new Counting(options.fromZero);
    // A pod's certificate is not for its IP address; nothing secret is sent to it.
    const connect = { rejectUnauthorized: false, timeout: WITHIN_MS };
    this.agent = new Agent({ connect, pipelining: 1, connections: 1 });
  }

  /** Port and path that are scraped. */
  get scraped(): string {
    const { protocol, port, pathname } = new URL(this.place.url);
    return `${protocol === 'https:' ? 'https ' : ''}:${port || (protocol === 'https:' ? 443 : 80)}${pathname}`;
  }

  /** Scrapes once; one that is under way is enough. */
  async scrape(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      this.take(await this.ask());
    } catch (error) {
      this.fail(reasonOf(error));
    } finally {
      this.isBusy = false;
    }
  }

  /** Ends its connection. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async ask(): Promise<{ status: number; text: string }> {
    const { interrupted } = this.options;
    const late = AbortSignal.timeout(WITHIN_MS);
    const signal = interrupted ? AbortSignal.any([interrupted, late]) : late;
    const { url } = this.place;
    const answer = await request(url, { dispatcher: this.agent, signal });
    return { status: answer.statusCode, text: await readAnswer(answer) };
  }

  private take({ status, text }: { status: number; text: string }): void {
    const scraped = status === 200 ? readExposition(text) : undefined;
    if (!scraped) this.fail(`it answered ${status}${ADVICE[status] ?? ''}`);
    else if (scraped.values.size === 0) this.fail(NO_METRICS);
    else {
      this.why = undefined;
      this.counting.take(scraped);
    }
  }

  private fail(why: string): void {
    this.failed++;
    this.why = why;
    if (this.counting.scrapes === 0 && !this.options.fromZero) this.missed ??= why;
  }
}

const NO_METRICS = `it has none of vLLM's metrics (${[...MEANINGS.keys()][0]} and others)`;
const MESH = "; a service mesh's mTLS may let only its own members in";
const ADVICE: Readonly<Record<number, string>> = {
  401: ': it wants a key for its metrics',
  403: `: it or a proxy before it refuses${MESH}`,
  404: ': it has no metrics there',
  503: MESH,
};

function reasonOf(error: unknown): string {
  const code = errorCode(error) ?? '';
  const isRefused = /ECONNRESET|UND_ERR_SOCKET|EPROTO|HPE_|ERR_SSL/.test(code);
  const advice = isRefused
    ? MESH
    : /TIMEOUT/.test(code)
      ? '; a NetworkPolicy may be in the way'
      : '';
  const message =
    (error as Error).name === 'TimeoutError'
      ? `no answer within ${WITHIN_MS / 1000} s`
      : (error as Error).message;
  return printable(`${message}${advice}`);
}
