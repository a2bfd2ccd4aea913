import { seededRandom } from './random';

/** Short everyday words, each a token of its own in the usual vocabularies. */
const WORDS =
  'air back bed bird blue boat book box car cat city cold cup dark day dog door earth eye face farm fire fish food game gold good green hand head hill home horse house ice king lake land leaf light line milk moon name night oil paper park rain red river road rock room salt sea ship snow song star stone street sun table time tree wall water wind wood world year'.split(
    ' ',
  );

/** What is asked: a text, or the messages of a chat. */
export type PromptText = string | readonly unknown[];

/** A prompt with fields of its own for the body of its request; `null` takes one away. */
export interface PromptRow {
  readonly text: PromptText;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** One prompt, alone or with fields of its own. */
export type Prompt = PromptText | PromptRow;

/** Hands out the prompts of a run, one after the other. */
export interface Prompts {
  (): Prompt;
  /** Passes over so many of them. */
  skip(count: number): void;
}

/**
 * Makes prompts of random words, so that no two runs with different seeds meet each other's entries
 * in the server's prefix cache.
 *
 * @param tokens approximate length of each
 */
export function generatedPrompts(tokens: number, seed: number): Prompts {
  const draw = seededRandom(seed);
  const word = () => WORDS[Math.floor(draw() * WORDS.length)];
  const next = () => Array.from({ length: tokens }, word).join(' ');
  const skip = (count: number) => {
    for (let left = count * tokens; left > 0; left--) draw();
  };
  return Object.assign(next, { skip });
}
