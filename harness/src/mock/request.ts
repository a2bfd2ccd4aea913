import type { IncomingMessage, ServerResponse } from 'node:http';
import { safeParse } from 'kvmini-contract/parse';
import * as z from 'zod/mini';

/** A message's content is a text, or parts of which some are texts. */
const content = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string(), text: z.optional(z.string()) })),
]);

const body = z.looseObject({
  model: z.string(),
  messages: z.optional(z.array(z.looseObject({ role: z.string(), content }))),
  prompt: z.optional(z.string()),
  max_tokens: z.optional(z.int().check(z.gte(1))),
  max_completion_tokens: z.optional(z.int().check(z.gte(1))),
  stream: z.optional(z.boolean()),
  stream_options: z.optional(z.looseObject({ include_usage: z.optional(z.boolean()) })),
});

/** A completion request as its body holds it. */
export type CompletionRequest = z.output<typeof body>;

/** Answers with an error as vLLM writes it. */
export function refuse(response: ServerResponse, status: number, message: string): void {
  const text = JSON.stringify({ error: { message, type: 'mock', param: null, code: status } });
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}

/**
 * Reads the body of a completion request.
 *
 * @returns the request, or a sentence that says what is wrong with it
 */
export async function readCompletion(
  incoming: IncomingMessage,
  chat: boolean,
): Promise<CompletionRequest | string> {
  const parsed = safeParse(body, await readJson(incoming));
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
    return `Not a completion request: ${places}`;
  }
  const missing = chat ? !parsed.data.messages : parsed.data.prompt === undefined;
  return missing ? `Field required: ${chat ? 'messages' : 'prompt'}` : parsed.data;
}

/** The words of a prompt: what the mock server takes for its tokens. */
export function promptTokens(request: CompletionRequest, chat: boolean): string[] {
  const messages = request.messages?.map(({ content }) => textOf(content)).join(' ');
  const text = (chat ? messages : request.prompt) ?? '';
  return text.split(/\s+/).filter(Boolean);
}

const textOf = (given: z.output<typeof content>): string =>
  typeof given === 'string' ? given : given.map(({ text }) => text ?? '').join(' ');

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  let text = '';
  incoming.setEncoding('utf8');
  for await (const part of incoming) text += part;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * What is wrong with the length of a request, as vLLM says it.
 *
 * @param most prompt and output tokens together
 */
export function tooLong(prompt: number, tokens: number, most: number): string | undefined {
  if (tokens > most)
    return `max_tokens=${tokens} cannot be greater than max_model_len=${most}. Please request fewer output tokens. (parameter=max_tokens, value=${tokens})`;
  if (prompt + tokens > most)
    return `This model's maximum context length is ${most} tokens. However, you requested ${tokens} output tokens and your prompt contains ${prompt} input tokens, for a total of ${prompt + tokens} tokens.`;
  return undefined;
}
