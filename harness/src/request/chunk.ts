import { isObject, textOf, type WireDelta } from './delta';
import { messageIn } from './message';
import { countOf, FINISH_REASONS, type FinishReason } from './row';
import { type Told, toldIn } from './told';

/** What one chunk or whole answer of the server says, as far as it matters here. */
export interface Chunk {
  /** Whether it has choices: without any it is no part of an answer, though it may carry a usage. */
  readonly choices: boolean;
  /** What it carries of content, reasoning, refusals and calls; empty where it carries no token. */
  readonly text: string;
  readonly finish: FinishReason | undefined;
  readonly error: boolean;
  /** What the server says of its error. */
  readonly message: string | undefined;
  readonly promptTokens: number | undefined;
  readonly outputTokens: number | undefined;
  readonly told: Told | undefined;
  /** Names the server's version, as some do. */
  readonly fingerprint: string | undefined;
}

/** What is passed over: JSON that is no part of an answer. */
export const NOTHING: Chunk = {
  ...{ choices: false, text: '', finish: undefined, error: false, message: undefined },
  ...{ promptTokens: undefined, outputTokens: undefined },
  ...{ told: undefined, fingerprint: undefined },
};

interface Wire {
  readonly object?: unknown;
  readonly error?: unknown;
  readonly choices?: unknown;
  readonly usage?: { prompt_tokens?: unknown; completion_tokens?: unknown } | null;
  readonly metrics?: unknown;
  readonly system_fingerprint?: unknown;
}

interface WireChoice {
  readonly text?: unknown;
  readonly delta?: WireDelta | null;
  readonly message?: WireDelta | null;
  readonly finish_reason?: unknown;
}

/**
 * Reads one chunk of a stream, or a whole answer.
 *
 * @returns what it says; `undefined` where it is no JSON
 */
export function readChunk(text: string): Chunk | undefined {
  let wire: Wire | null;
  try {
    wire = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(wire) || Array.isArray(wire)) return NOTHING;
  const error = Boolean(wire.error) || wire.object === 'error';
  const choices = Array.isArray(wire.choices) ? (wire.choices as unknown[]) : NO_CHOICES;
  const said = choices.length === 1 ? readChoice(choices[0]) : readChoices(choices);
  return {
    choices: choices.some(isObject),
    text: said.text,
    finish: said.finish,
    error,
    message: error ? messageIn(wire) : undefined,
    promptTokens: tokensOf(wire.usage?.prompt_tokens),
    outputTokens: tokensOf(wire.usage?.completion_tokens),
    told: toldIn(wire),
    fingerprint: textOrNone(wire.system_fingerprint),
  };
}

/** No prompt and no answer has 0 tokens: that is what servers write that did not count. */
const tokensOf = (value: unknown): number | undefined => countOf(value) || undefined;

const textOrNone = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const NO_CHOICES: readonly unknown[] = [];

type Said = Pick<Chunk, 'text' | 'finish'>;

function readChoice(choice: unknown): Said {
  if (!isObject(choice)) return NOTHING;
  const { text, delta, message, finish_reason: finish } = choice as WireChoice;
  const carried = delta ?? message;
  return {
    text: (typeof text === 'string' ? text : '') + (isObject(carried) ? textOf(carried) : ''),
    finish: finish ? finishOf(finish) : undefined,
  };
}

/** Of several choices, a failure stands for all. */
function readChoices(choices: readonly unknown[]): Said {
  let text = '';
  let finish: FinishReason | undefined;
  for (const choice of choices) {
    const said = readChoice(choice);
    text += said.text;
    finish = finish === 'error' || finish === 'abort' ? finish : (said.finish ?? finish);
  }
  return { text, finish };
}

function finishOf(reason: unknown): FinishReason {
  if (typeof reason !== 'string') return 'other';
  const known = FINISH_REASONS.find((each) => each === reason);
  if (known) return known;
  const lower = reason.slice(0, 32).toLowerCase();
  return FINISH_REASONS.find((each) => each === lower) ?? 'other';
}
