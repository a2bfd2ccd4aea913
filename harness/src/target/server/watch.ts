import { setTimeout as sleep } from 'node:timers/promises';
import type { ReplicaLook } from '../replicas/look';
import type { PodState } from '../replicas/pods';
import type { MetricsPlace } from './places';
import { placeOfPod } from './places';
import { Scraper } from './scraper';

const EVERY_MS = 1_000;
/** Pods come and go more seldom than scrapes. */
const PODS_EVERY = 5;
const MOST_REPLICAS = 256;
const SETTLE_MS = 2_000;
const SETTLE_EVERY_MS = 50;

/** What is scraped, and how it is found. */
export interface ServerWatchPorts {
  /** Looks at the pods; absent where they are not known. */
  readonly look?: ReplicaLook | undefined;
  /** What is scraped where no pods are known. */
  readonly place: MetricsPlace;
  /** @default one second */
  readonly everyMs?: number;
  /** Ends every scrape: nobody waits for one when a run is interrupted. */
  readonly interrupted?: AbortSignal | undefined;
}

/** Scrapes every replica of a target once a second, from the begin of the load to its end. */
export class ServerWatch {
  readonly scrapers: Scraper[] = [];
  private timer: NodeJS.Timeout | undefined;
  private ticks = 0;
  private under: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: ServerWatchPorts) {}

  /** Scrapes all of them: from here on it counts. */
  async start(): Promise<void> {
    const pods = await this.pods();
    if (pods) this.add(pods, false);
    else this.scrapers.push(this.scraperOf(this.ports.place, false));
    await this.scrapeAll();
    const { everyMs = EVERY_MS } = this.ports;
    this.timer = setInterval(() => this.tick(everyMs), everyMs).unref();
  }

  /**
   * Scrapes all of them a last time, as soon as they have counted what they answered: a server counts a moment after it
   * answers.
   *
   * @param requests so many are waited for, for two seconds at most
   */
  async stop(requests: number): Promise<void> {
    clearInterval(this.timer);
    await this.under;
    const until = performance.now() + SETTLE_MS;
    try {
      for (let before = -1; ; ) {
        await this.scrapeAll();
        const counted = this.requests();
        const isWhole = counted === undefined || (counted >= requests && counted === before);
        if (isWhole || performance.now() >= until) return;
        before = counted;
        await sleep(SETTLE_EVERY_MS);
      }
    } finally {
      await Promise.all(this.scrapers.map((each) => each.close()));
    }
  }

  /** Requests that ended by now, where all of those that were scraped count them. */
  private requests(): number | undefined {
    const counts = this.scrapers.map(({ counting }) => counting.grown('requests'));
    const known = counts.filter((count) => count !== undefined);
    return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
  }

  /** Scrapes are spread over the second, so that none waits behind the others. */
  private tick(everyMs: number): void {
    this.ticks++;
    const step = everyMs / (2 * Math.max(1, this.scrapers.length));
    const all = this.scrapers.map(async (each, index) => {
      if (index > 0) await sleep(index * step, undefined, { ref: false });
      await each.scrape();
    });
    if (this.ticks % PODS_EVERY === 0) all.push(this.lookAgain());
    this.under = Promise.all([this.under, ...all]);
  }

  private async lookAgain(): Promise<void> {
    const pods = await this.pods();
    if (pods) this.add(pods, true);
  }

  /** Pods that came during the run are counted from zero. */
  private add(pods: readonly PodState[], areNew: boolean): void {
    for (const pod of pods) {
      const place = placeOfPod(pod);
      const isKnown = this.scrapers.some(
        (each) => each.place.name === pod.name && each.place.url === place?.url,
      );
      if (!place || isKnown || this.scrapers.length >= MOST_REPLICAS) continue;
      this.scrapers.push(this.scraperOf(place, areNew));
    }
  }

  private scraperOf(place: MetricsPlace, fromZero: boolean): Scraper {
    return new Scraper(place, { fromZero, interrupted: this.ports.interrupted });
  }

  private async pods(): Promise<readonly PodState[] | undefined> {
    return (await this.ports.look?.look())?.pods;
  }

  private scrapeAll(): Promise<unknown> {
    return Promise.all(this.scrapers.map((each) => each.scrape()));
  }
}
