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
  const { text, fields } =
    typeof prompt === 'object' && 'text' in prompt ? prompt : { text: prompt, fields: {} };
  const { model, maxTokens, stream, endpoint, extraBody } = options;
  const chat = typeof text === 'string' ? [{ role: 'user', content: text }] : text;
  return JSON.stringify(
    withoutNulls({
      model,
      ...(endpoint === 'chat' ? { messages: chat } : { prompt: text }),
      max_tokens: maxTokens,
      stream,
      ...(stream ? { stream_options: { include_usage: true } } : {}),
      ...extraBody,
      ...fields,
    }),
  );
}

function withoutNulls(body: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(body)) if (body[name] === null) delete body[name];
  return body;
}
