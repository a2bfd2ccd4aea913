import { setTimeout as sleep } from 'node:timers/promises';
import { didYouMean } from 'kvmini-contract/nearest';
import { Agent, request } from 'undici';
import * as z from 'zod/mini';
import { RunError } from '../errors';
import { errorCode, isUntrusted } from '../request/reason';
import type { Address, Target } from './target';

/** vLLM's own path first, then the one under which KServe's Hugging Face server has it. */
const PREFIXES = ['/v1', '/openai/v1'];
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const ANSWER_WITHIN_MS = 10_000;
const REFUSED = [401, 403];
const TRUST =
  'name a file with the certificate of its authority in NODE_EXTRA_CA_CERTS, or skip certificate verification with --insecure';

const modelList = z.object({ data: z.array(z.object({ id: z.string() })) });

/** How to wait for a target. */
export interface ProbeOptions {
  readonly model: string | undefined;
  readonly apiKey: string | undefined;
  readonly insecure: boolean;
  /** How often to try again after the first time. */
  readonly retries: number;
  readonly signal: AbortSignal;
  /** Told before each pause. */
  readonly waiting: (problem: string, pauseMs: number) => void;
}

interface Answer {
  readonly prefix: string;
  readonly status: number;
  readonly server: string | null;
  readonly models: readonly string[] | undefined;
}

/**
 * Waits until a server answers, and finds its path and model.
 *
 * @throws RunError where it does not answer after all retries, is not trusted, refuses the key, or has another model
 */
export async function waitForTarget(address: Address, options: ProbeOptions): Promise<Target> {
  for (let attempt = 0; ; attempt++) {
    const found = await tryOnce(address, options);
    if (typeof found !== 'string') return found;
    if (attempt >= options.retries) throw noAnswer(address, options.retries, found);
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
    options.waiting(found, pause);
    await sleep(pause, undefined, { signal: options.signal });
  }
}

function noAnswer({ url, from }: Address, retries: number, problem: string): RunError {
  const times = retries === 0 ? 'once' : `${retries + 1} times`;
  return new RunError(
    `${url.origin} (from ${from}) did not answer as an OpenAI-compatible server, asked ${times}: ${problem}`,
  );
}

/** A target, or what is wrong as long as there is none. */
async function tryOnce(address: Address, options: ProbeOptions): Promise<Target | string> {
  const agent = new Agent({ connect: { rejectUnauthorized: !options.insecure } });
  try {
    const answer = await firstAnswer(address, options, agent);
    return chooseModel(address, answer, options.model);
  } catch (error) {
    if (error instanceof RunError || options.signal.aborted) throw error;
    const problem = `${errorCode(error) ?? 'error'}: ${(error as Error).message}`;
    if (isUntrusted(error)) throw new RunError(`${address.url.origin}: ${problem}; ${TRUST}`);
    return problem;
  } finally {
    await agent.destroy();
  }
}

async function firstAnswer(address: Address, options: ProbeOptions, agent: Agent): Promise<Answer> {
  const base = address.url.pathname.replace(/\/+$/, '');
  const paths = base.endsWith('/v1') ? [base] : PREFIXES.map((prefix) => base + prefix);
  let last: Answer | undefined;
  for (const path of paths) {
    const answer = await ask(address.url.origin, path, options, agent);
    if (answer.status !== 404) return answer;
    last ??= answer;
  }
  return last as Answer;
}

async function ask(
  origin: string,
  prefix: string,
  options: ProbeOptions,
  agent: Agent,
): Promise<Answer> {
  const { statusCode, headers, body } = await request(`${origin}${prefix}/models`, {
    dispatcher: agent,
    headers: options.apiKey ? { authorization: `Bearer ${options.apiKey}` } : {},
    signal: options.signal,
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: ANSWER_WITHIN_MS,
  });
  const text = await body.text();
  const server = typeof headers.server === 'string' ? headers.server : null;
  const models = statusCode === 200 ? readModels(text) : undefined;
  return { prefix, status: statusCode, server, models };
}

function readModels(text: string): string[] | undefined {
  try {
    return modelList.safeParse(JSON.parse(text)).data?.data.map((each) => each.id);
  } catch {
    return undefined;
  }
}

function chooseModel(address: Address, answer: Answer, wanted: string | undefined) {
  const { prefix, status, server, models } = answer;
  const path = `${address.url.origin}${prefix}/models`;
  if (REFUSED.includes(status)) {
    throw new RunError(
      `${path} answered ${status}: name the environment variable that holds the API key with --api-key-env`,
    );
  }
  const target = { origin: address.url.origin, basePath: prefix, from: address.from, server };
  if (models === undefined) {
    // A gateway may route by model and list none; whoever names the model knows.
    if (wanted !== undefined && status === 404) return { ...target, model: wanted };
    return status === 200 ? `${path} is no list of models` : `${path} answered ${status}`;
  }
  const model = wanted ?? models[0];
  if (model === undefined) return `${path} lists no model yet`;
  if (models.length > 0 && !models.includes(model)) {
    throw new RunError(
      `--model: ${address.url.origin} does not serve "${model}"${didYouMean(model, models)}; it serves ${models.join(', ')}`,
    );
  }
  return { ...target, model };
}
