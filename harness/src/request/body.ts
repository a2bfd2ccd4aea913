import type { Endpoint } from 'kvmini-contract/profile';
import type { Prompt } from '../workload/prompts';

/** What decides the body of a request beside its prompt. */
export interface BodyOptions {
  readonly endpoint: Endpoint;
  readonly model: string;
  readonly maxTokens: number;
  readonly stream: boolean;
  /** Fields that are added or replaced; `null` takes one away. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
}

/** The body of a request: the harness's own fields, then `--extra-body`, then those of the prompt's row. */
export function requestBody(options: BodyOptions, prompt: Prompt): string {
  const { text, fields } = partsOf(prompt);
  const { model, maxTokens, stream, endpoint, extraBody } = options;
  const chat = typeof text === 'string' ? [{ role: 'user', content: text }] : text;
  return JSON.stringify(
    withoutNulls({
      model,
      ...(endpoint === 'chat' ? { messages: chat } : { prompt: text }),
      ...(asksOtherwise(extraBody) || asksOtherwise(fields) ? {} : { max_tokens: maxTokens }),
      stream,
      ...(stream ? { stream_options: { include_usage: true } } : {}),
      ...extraBody,
      ...fields,
    }),
  );
}

/** The newer name of the limit; servers refuse both at once. */
const asksOtherwise = (fields: Readonly<Record<string, unknown>> | undefined) =>
  (fields?.max_completion_tokens ?? null) !== null;

/** The words of a prompt. */
export function textOfPrompt(prompt: Prompt): string {
  const { text } = partsOf(prompt);
  if (typeof text === 'string') return text;
  return text.map(wordsOf).join(' ');
}

/** The content of a message; what has no plain one is searched as it is sent. */
function wordsOf(message: unknown): string {
  const { content = message } = (message ?? {}) as { content?: unknown };
  return typeof content === 'string' ? content : JSON.stringify(content);
}

const partsOf = (prompt: Prompt) =>
  typeof prompt === 'object' && 'text' in prompt ? prompt : { text: prompt, fields: {} };

function withoutNulls(body: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(body)) if (body[name] === null) delete body[name];
  return body;
}
