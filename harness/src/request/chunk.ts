/** What one chunk or whole answer of the server says, as far as it matters here. */
export interface Chunk {
  /** Whether it carries a token: content, reasoning or a tool call that is not empty. */
  readonly token: boolean;
  readonly finished: boolean;
  readonly error: boolean;
  readonly promptTokens: number | undefined;
  readonly outputTokens: number | undefined;
}

interface Wire {
  readonly error?: unknown;
  readonly choices?: readonly WireChoice[] | null;
  readonly usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null;
}

interface WireChoice {
  readonly text?: unknown;
  readonly delta?: WireDelta | null;
  readonly message?: WireDelta | null;
  readonly finish_reason?: unknown;
}

interface WireDelta {
  readonly content?: unknown;
  /** vLLM's older name. */
  readonly reasoning_content?: unknown;
  /** vLLM's newer name. */
  readonly reasoning?: unknown;
  readonly tool_calls?: unknown;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const filled = (value: unknown) => typeof value === 'string' && value !== '';
const count = (value: unknown) => (typeof value === 'number' ? value : undefined);

function hasToken(choice: WireChoice): boolean {
  const delta = choice.delta ?? choice.message;
  if (filled(choice.text)) return true;
  if (!delta) return false;
  return (
    filled(delta.content) ||
    filled(delta.reasoning_content) ||
    filled(delta.reasoning) ||
    (Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0)
  );
}

/**
 * Reads one chunk of a stream, or a whole answer.
 *
 * @returns what it says, or `undefined` where it is no answer of an OpenAI-compatible server
 */
export function readChunk(text: string): Chunk | undefined {
  let wire: Wire | null;
  try {
    wire = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(wire)) return undefined;
  const choices = Array.isArray(wire.choices) ? (wire.choices as WireChoice[]) : undefined;
  if (choices ? !choices.every(isObject) : !wire.error && !wire.usage) return undefined;
  return {
    token: choices?.some(hasToken) ?? false,
    finished: choices?.some((choice) => Boolean(choice.finish_reason)) ?? false,
    error: Boolean(wire.error),
    promptTokens: count(wire.usage?.prompt_tokens),
    outputTokens: count(wire.usage?.completion_tokens),
  };
}
