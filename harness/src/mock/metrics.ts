import { Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.005, 0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5, 10, 30];

/**
 * The metrics that vLLM exports and the dashboard shows, under vLLM's own names.
 *
 * @see https://docs.vllm.ai/en/latest/usage/metrics/
 */
export class VllmMetrics {
  readonly registry = new Registry();
  private readonly names = { labelNames: ['model_name'] as const, registers: [this.registry] };
  readonly running = new Gauge({
    ...this.names,
    name: 'vllm:num_requests_running',
    help: 'Requests being answered',
  });
  readonly waiting = new Gauge({
    ...this.names,
    name: 'vllm:num_requests_waiting',
    help: 'Requests waiting for their turn',
  });
  readonly ttft = this.seconds('vllm:time_to_first_token_seconds', 'Time to the first token');
  readonly tokenGap = this.seconds('vllm:inter_token_latency_seconds', 'Time between tokens');
  readonly e2e = this.seconds('vllm:e2e_request_latency_seconds', 'Time of a whole request');
  readonly queue = this.seconds('vllm:request_queue_time_seconds', 'Time spent waiting');
  readonly promptTokens = this.count('vllm:prompt_tokens_total', 'Prompt tokens processed');
  readonly outputTokens = this.count('vllm:generation_tokens_total', 'Tokens generated');
  readonly succeeded = new Counter({
    name: 'vllm:request_success_total',
    help: 'Requests answered in full',
    labelNames: ['model_name', 'finished_reason'] as const,
    registers: [this.registry],
  });

  constructor(private readonly model: string) {
    this.running.set({ model_name: model }, 0);
    this.waiting.set({ model_name: model }, 0);
    this.promptTokens.inc({ model_name: model }, 0);
    this.outputTokens.inc({ model_name: model }, 0);
    this.succeeded.inc({ model_name: model, finished_reason: 'length' }, 0);
    for (const each of [this.ttft, this.tokenGap, this.e2e, this.queue]) {
      each.zero({ model_name: model });
    }
  }

  /** Counts a whole answer; `times` are the milliseconds of its chunks since it was received. */
  answered(times: readonly number[], promptTokens: number, tokens: number): void {
    const label = { model_name: this.model };
    this.succeeded.inc({ ...label, finished_reason: 'length' });
    this.promptTokens.inc(label, promptTokens);
    this.outputTokens.inc(label, tokens);
    this.ttft.observe(label, (times[0] ?? 0) / 1000);
    this.e2e.observe(label, (times.at(-1) ?? 0) / 1000);
    for (let i = 1; i < times.length; i++) {
      this.tokenGap.observe(label, ((times[i] ?? 0) - (times[i - 1] ?? 0)) / 1000);
    }
  }

  private seconds(name: string, help: string) {
    return new Histogram({ ...this.names, name, help, buckets: SECONDS });
  }

  private count(name: string, help: string) {
    return new Counter({ ...this.names, name, help });
  }
}
