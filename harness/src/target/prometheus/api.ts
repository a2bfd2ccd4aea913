import { safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import { Agent, request } from 'undici';
import * as z from 'zod/mini';
import { ANSWER_WITHIN_MS, inTime, readAnswer } from '../answer';

/** A value, and when it was scraped, in seconds of Prometheus' clock. */
export type Sample = readonly [seconds: number, value: number];

/** One series, with what was scraped of it. */
export interface RawSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly samples: readonly Sample[];
}

const value = z.tuple([z.number(), z.string()]);
const matrix = z.object({
  data: z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: z.record(z.string(), z.string()), values: z.array(value) })),
  }),
});
const scalar = z.object({ data: z.object({ resultType: z.literal('scalar'), result: value }) });
const failure = z.object({ error: z.string() });

/**
 * Asks a Prometheus, or what answers as one.
 *
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export class Prometheus {
  private readonly base: string;

  /** @param url its address, with the path that it is served below */
  constructor(url: string) {
    this.base = url.replace(/\/+$/, '');
  }

  /**
   * What its clock says, in seconds.
   *
   * @throws Error where it does not answer as a Prometheus
   */
  async now(): Promise<number> {
    const { data } = safeParse(scalar, await this.ask({ query: 'time()' }));
    if (!data) throw new Error('its answer is none of Prometheus');
    return Number(data.data.result[1]);
  }

  /**
   * What was scraped of a selector's series within so many seconds before a time of its clock.
   *
   * @throws Error where it does not answer as a Prometheus
   */
  async samples(selector: string, seconds: number, at: number): Promise<RawSeries[]> {
    const query = `${selector}[${Math.ceil(seconds)}s]`;
    const { data } = safeParse(matrix, await this.ask({ query, time: at.toFixed(3) }));
    if (!data) throw new Error('its answer is no list of series');
    return data.data.result.map(({ metric, values }) => ({
      labels: metric,
      samples: values.map(([time, text]) => [time, Number(text)] as const),
    }));
  }

  private async ask(parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const url = `${this.base}/api/v1/query?${new URLSearchParams(parameters)}`;
    const agent = new Agent({ connect: { timeout: ANSWER_WITHIN_MS } });
    try {
      return await inTime(async (signal) => {
        const answer = await request(url, { dispatcher: agent, signal });
        const text = await readAnswer(answer);
        const body: unknown = text.startsWith('{') ? JSON.parse(text) : undefined;
        if (answer.statusCode === 200) return body;
        const why = safeParse(failure, body).data?.error;
        throw new Error(`it answered ${answer.statusCode}${why ? `: ${printable(why, 200)}` : ''}`);
      });
    } finally {
      await agent.destroy();
    }
  }
}
