/** What of a choice may carry a token: a delta of a stream, or a whole message. */
export interface WireDelta {
  readonly content?: unknown;
  /** vLLM's older name. */
  readonly reasoning_content?: unknown;
  /** vLLM's newer name. */
  readonly reasoning?: unknown;
  readonly refusal?: unknown;
  readonly tool_calls?: unknown;
  /** OpenAI's older name of a tool call. */
  readonly function_call?: unknown;
}

/** The text of a delta, all that a model made of it; empty where it carries no token. */
export function textOf(delta: WireDelta): string {
  const { content } = delta;
  return (
    (typeof content === 'string' ? content : partsText(content)) +
    plain(delta.reasoning_content ?? delta.reasoning) +
    plain(delta.refusal) +
    callText(delta.function_call) +
    toolText(delta.tool_calls)
  );
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Content as a list of parts, each with text of one kind or another. */
function partsText(content: unknown): string {
  if (!Array.isArray(content)) return '';
  let text = '';
  for (const part of content) {
    if (typeof part === 'string') text += part;
    else if (isObject(part)) {
      const { text: said, refusal, thinking } = part as Record<string, unknown>;
      text += plain(said) + plain(refusal) + plain(thinking);
    }
  }
  return text;
}

function toolText(calls: unknown): string {
  if (!Array.isArray(calls)) return '';
  let text = '';
  for (const call of calls) {
    if (!isObject(call)) continue;
    const { function: called, custom } = call as Record<string, unknown>;
    text += callText(called) + callText(custom);
  }
  return text;
}

/** A call's name and arguments; some servers give these as an object. */
function callText(call: unknown): string {
  if (!isObject(call)) return '';
  const { name, arguments: given, input } = call as Record<string, unknown>;
  return plain(name) + argumentsText(given) + argumentsText(input);
}

function argumentsText(given: unknown): string {
  if (!isObject(given)) return plain(given);
  return Object.keys(given).length > 0 ? JSON.stringify(given) : '';
}

/** Whether a value is an object or a list. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;
