import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { type Generation, nameIn } from './names';

/** vLLM's own buckets, in seconds. @see https://github.com/vllm-project/vllm/blob/v0.11.0/vllm/v1/metrics/loggers.py */
const FIRST_TOKEN = [
  ...[0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  ...[20, 40, 80, 160, 640, 2560],
];
const BETWEEN = [
  ...[0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
  ...[20, 40, 80],
];
const REQUEST = [
  ...[0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960],
  ...[1920, 7680],
];
/** Why vLLM says that requests ended. */
const FINISHED = ['stop', 'length', 'abort', 'error'] as const;

/** When an answer passed through the engine, in monotonic milliseconds. */
export interface Passage {
  readonly queued: number;
  readonly scheduled: number;
  /** Each token-bearing chunk. */
  readonly chunks: readonly number[];
  readonly tokens: number;
}

/** What the metrics count; plain numbers, which cost nothing while an answer is sent. */
export class Counted {
  running = 0;
  waiting = 0;
  /** Part of the memory for tokens that is in use, from 0 to 1. */
  cacheUsage = 0;
  prompt = 0;
  output = 0;
  queries = 0;
  hits = 0;
  readonly finished: Record<(typeof FINISHED)[number], number> = {
    ...{ stop: 0, length: 0, abort: 0, error: 0 },
  };
}

const LABELS = ['model_name', 'engine'] as const;
type Label = (typeof LABELS)[number];

const TIMES = {
  time_to_first_token: [FIRST_TOKEN, 'To the first token'],
  inter_token_latency: [BETWEEN, 'Between tokens'],
  request_time_per_output_token: [BETWEEN, "A request's mean time between tokens"],
  e2e_request_latency: [REQUEST, 'Of a whole request'],
  request_queue_time: [REQUEST, 'Spent waiting'],
  request_prefill_time: [REQUEST, 'Spent on the prompt'],
  request_decode_time: [REQUEST, 'Spent on the answer'],
  request_inference_time: [REQUEST, 'Spent running'],
} as const;

type Timed = keyof typeof TIMES;
const TIMED = Object.keys(TIMES) as Timed[];

/**
 * The metrics that vLLM exports, under its own names and with its own buckets, true to what the server did.
 *
 * @see https://docs.vllm.ai/en/latest/usage/metrics/
 */
export class VllmMetrics {
  readonly registry = new Registry();
  readonly counted = new Counted();
  private readonly label: Record<Label, string>;
  private readonly times: Record<Timed, Histogram<Label> | undefined>;

  constructor(
    model: string,
    private readonly generation: Generation = 'vllm',
  ) {
    this.label = { model_name: model, engine: '0' };
    const { counted } = this;
    this.gauge('vllm:num_requests_running', 'Requests being answered', () => counted.running);
    this.gauge('vllm:num_requests_waiting', 'Requests in the queue', () => counted.waiting);
    this.gauge('vllm:kv_cache_usage_perc', 'KV cache in use, 1 is all', () => counted.cacheUsage);
    this.count('vllm:prompt_tokens_total', 'Prompt tokens', () => counted.prompt);
    this.count('vllm:generation_tokens_total', 'Output tokens', () => counted.output);
    this.count('vllm:prefix_cache_queries_total', 'Tokens looked for', () => counted.queries);
    this.count('vllm:prefix_cache_hits_total', 'Tokens found', () => counted.hits);
    this.count('vllm:num_preemptions_total', 'Requests put off: none ever is', () => 0);
    this.finished();
    this.ownStart();
    this.times = Object.fromEntries(TIMED.map((what) => [what, this.seconds(what)])) as Record<
      Timed,
      Histogram<Label> | undefined
    >;
    if (generation === 'kserve') this.ofKserve();
  }

  /** Takes a first token: vLLM counts the prompt then. */
  started(promptTokens: number, { queued }: Pick<Passage, 'queued'>, now: number): void {
    this.counted.prompt += promptTokens;
    this.took('time_to_first_token', now - queued);
  }

  /** Takes an answer that was sent in full. */
  answered({ queued, scheduled, chunks, tokens }: Passage): void {
    const [first = scheduled, last = first] = [chunks[0], chunks.at(-1)];
    this.took('request_queue_time', scheduled - queued);
    this.took('request_prefill_time', first - scheduled);
    this.took('request_decode_time', last - first);
    this.took('request_inference_time', last - scheduled);
    this.took('e2e_request_latency', last - queued);
    if (tokens > 1) this.took('request_time_per_output_token', (last - first) / (tokens - 1));
    for (let i = 1; i < chunks.length; i++)
      this.took('inter_token_latency', (chunks[i] as number) - (chunks[i - 1] as number));
  }

  private took(what: Timed, milliseconds: number): void {
    this.times[what]?.observe(this.label, milliseconds / 1000);
  }

  private seconds(what: Timed): Histogram<Label> | undefined {
    const name = nameIn(this.generation, `vllm:${what}_seconds`);
    if (name === undefined) return undefined;
    const [buckets, help] = TIMES[what];
    const histogram = new Histogram({
      ...{ name, help, buckets: [...buckets], labelNames: LABELS, registers: [this.registry] },
    });
    histogram.zero(this.label);
    return histogram;
  }

  private gauge(current: string, help: string, value: () => number): void {
    const name = nameIn(this.generation, current);
    if (name === undefined) return;
    const { label, registry } = this;
    const gauge: Gauge<Label> = new Gauge({
      ...{ name, help, labelNames: LABELS, registers: [registry] },
      collect: () => gauge.set(label, value()),
    });
  }

  private count(current: string, help: string, value: () => number): void {
    const name = nameIn(this.generation, current);
    if (name === undefined) return;
    const { label, registry } = this;
    const counter = new Counter({
      ...{ name, help, labelNames: LABELS, registers: [registry] },
      collect() {
        counter.reset();
        counter.inc(label, value());
      },
    });
  }

  private finished(): void {
    const name = nameIn(this.generation, 'vllm:request_success_total');
    if (name === undefined) return;
    const { label, registry, counted } = this;
    const labelNames = [...LABELS, 'finished_reason'] as const;
    const counter = new Counter({
      ...{ name, help: 'Requests that ended', labelNames, registers: [registry] },
      collect() {
        counter.reset();
        for (const reason of FINISHED)
          counter.inc({ ...label, finished_reason: reason }, counted.finished[reason]);
      },
    });
  }

  /** By this a reader knows that the counters began anew, or that another server answers. */
  private ownStart(): void {
    if (this.generation === 'none') return;
    const name = 'process_start_time_seconds';
    const started = new Gauge({ name, help: 'Start', registers: [this.registry] });
    started.set((performance.timeOrigin + performance.now()) / 1000);
  }

  /** What KServe's Hugging Face server counts itself, where vLLM does not run in it. */
  private ofKserve(): void {
    const labelNames = ['model_name'] as const;
    for (const name of ['request_preprocess_seconds', 'request_predict_seconds']) {
      const all = { name, help: 'Of a request', labelNames, registers: [this.registry] };
      new Histogram(all).zero({ model_name: this.label.model_name });
    }
  }
}
