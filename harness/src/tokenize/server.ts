import { BOUNDS } from '../request/bounds';
import type { TokenCounter } from './count';

/** Counting a text takes milliseconds. */
const ANSWER_WITHIN_MS = 5_000;

/** Sends a body to a path of the server; see `LoadClient.ask`. */
export type Ask = (
  path: string,
  body: object,
  mostBytes: number,
  signal: AbortSignal,
) => Promise<string | undefined>;

/**
 * Counts tokens by the server's own `/tokenize`, as vLLM and llama.cpp have it; where it has none, each count is
 * unknown.
 *
 * @param basePath path before `/chat/completions`
 */
export function serverCounter(
  ask: Ask,
  { basePath, model }: { readonly basePath: string; readonly model: string },
  signal: AbortSignal,
): TokenCounter {
  const paths = pathsBeside(basePath);
  return async (text) => {
    // vLLM reads `prompt`, llama.cpp `content`; what they don't know they pass over.
    const body = {
      ...{ model, prompt: text, content: text },
      ...{ add_special_tokens: false, add_special: false },
    };
    for (const path of paths) {
      const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
      const answer = await ask(path, body, BOUNDS.tokenized, within);
      if (answer === undefined) continue;
      paths.splice(0, paths.length, path);
      return countIn(answer);
    }
    return undefined;
  };
}

/** `/tokenize` is beside `/v1`, or at the root. */
function pathsBeside(basePath: string): string[] {
  const beside = basePath.replace(/\/[^/]*\/?$/, '');
  return [...new Set([`${beside}/tokenize`, '/tokenize'])];
}

function countIn(answer: string): number | undefined {
  const { count, tokens } = JSON.parse(answer) as { count?: unknown; tokens?: unknown };
  if (typeof count === 'number') return count;
  return Array.isArray(tokens) ? tokens.length : undefined;
}
