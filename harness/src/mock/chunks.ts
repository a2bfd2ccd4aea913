import type { Fault } from './faults';

/** What an answer is made of, whichever of the two endpoints it is for. */
export interface AnswerShape {
  readonly chat: boolean;
  readonly model: string;
  readonly id: string;
  /** Names the server's version. */
  readonly fingerprint: string;
}

interface Usage {
  readonly promptTokens: number;
  readonly tokens: number;
  readonly cachedTokens?: number;
  readonly reasoningTokens?: number;
}

const event = (body: unknown) => `data: ${JSON.stringify(body)}\n\n`;

const frame = (shape: AnswerShape, choices: unknown[], extra: object = {}) => ({
  id: shape.id,
  object: shape.chat ? 'chat.completion.chunk' : 'text_completion',
  created: 0,
  model: shape.model,
  choices,
  ...extra,
});

const wireUsage = ({ promptTokens, tokens, cachedTokens, reasoningTokens }: Usage) => ({
  prompt_tokens: promptTokens,
  completion_tokens: tokens,
  total_tokens: promptTokens + tokens,
  ...(cachedTokens !== undefined && { prompt_tokens_details: { cached_tokens: cachedTokens } }),
  ...(reasoningTokens !== undefined && {
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  }),
});

function delta(text: string, fault: Fault | undefined, firstHalf: boolean): object {
  if (fault === 'tool_calls') {
    return { tool_calls: [{ index: 0, function: { arguments: text } }] };
  }
  return fault === 'reasoning' && firstHalf ? { reasoning_content: text } : { content: text };
}

/** The chunk that carries the role and no token. */
export const roleChunk = (shape: AnswerShape) =>
  event(frame(shape, [{ index: 0, delta: { role: 'assistant', content: '' } }]));

/** A chunk that carries tokens; the last one carries the finish reason too. */
export function tokenChunk(
  shape: AnswerShape,
  text: string,
  at: { readonly fault: Fault | undefined; readonly firstHalf: boolean; readonly last: boolean },
): string {
  const finish = { index: 0, finish_reason: at.last ? 'length' : null };
  const payload = shape.chat ? { delta: delta(text, at.fault, at.firstHalf) } : { text };
  return event(frame(shape, [{ ...payload, ...finish }]));
}

/** A chunk without a token whose finish reason says that the answer failed. */
export const finishErrorChunk = (shape: AnswerShape) =>
  event(
    frame(shape, [
      { index: 0, ...(shape.chat ? { delta: {} } : { text: '' }), finish_reason: 'error' },
    ]),
  );

/** The chunk without choices that carries the usage, and with it vLLM's metrics of the request. */
export const usageChunk = (shape: AnswerShape, usage: Usage, metrics: object | undefined) =>
  event(frame(shape, [], { usage: wireUsage(usage), ...ending(shape, metrics) }));

const ending = ({ fingerprint }: AnswerShape, metrics: object | undefined) => ({
  system_fingerprint: fingerprint,
  ...(metrics && { metrics }),
});

/** The marker that ends a stream. */
export const DONE = 'data: [DONE]\n\n';

/** A chunk that is not JSON. */
export const MALFORMED = 'data: {"id": "broken", "choices": [{\n\n';

/** An error inside a stream, as vLLM sends it. */
export const STREAM_ERROR = event({
  error: { message: 'The engine is dead', type: 'InternalServerError', code: 500 },
});

/** A whole answer, for a request that does not stream. */
export function wholeAnswer(
  shape: AnswerShape,
  text: string,
  usage: Usage | undefined,
  metrics: object | undefined,
) {
  const content = shape.chat ? { message: { role: 'assistant', content: text } } : { text };
  return {
    ...frame(shape, [{ index: 0, ...content, finish_reason: 'length' }]),
    object: shape.chat ? 'chat.completion' : 'text_completion',
    ...(usage && { usage: wireUsage(usage) }),
    ...ending(shape, metrics),
  };
}
