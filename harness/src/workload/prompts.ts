import { readFileSync } from 'node:fs';
import { randomLcg } from 'd3-random';
import * as z from 'zod/mini';
import { UsageError } from '../errors';

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
export type Prompts = () => Prompt;

/**
 * Makes prompts of random words, so that no two runs with different seeds meet each other's entries
 * in the server's prefix cache.
 *
 * @param tokens approximate length of each
 */
export function generatedPrompts(tokens: number, seed: number): Prompts {
  const draw = randomLcg(seed);
  const word = () => WORDS[Math.floor(draw() * WORDS.length)] ?? '';
  return () => Array.from({ length: tokens }, word).join(' ');
}

const datasetLine = z.union([
  z.object({ prompt: z.string() }),
  z.object({ messages: z.array(z.looseObject({ role: z.string() })).check(z.minLength(1)) }),
]);

/**
 * Reads prompts from a JSONL file; each line has a `prompt` or the `messages` of a chat.
 *
 * They are handed out in order, over and over.
 *
 * @param chat whether messages can be sent
 * @throws UsageError where the file can't be read or a line is neither, with its number
 */
export function datasetPrompts(path: string, chat: boolean): Prompts {
  const prompts = readLines(path).map((line) => readPrompt(line, chat));
  if (prompts.length === 0) throw new UsageError(`${path}: holds no prompt; give it at least one`);
  let next = 0;
  return () => prompts[next++ % prompts.length] ?? '';
}

interface Line {
  readonly text: string;
  /** File and line number. */
  readonly place: string;
}

/** The lines that are not blank. */
function readLines(path: string): Line[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .map((text, index) => ({ text, place: `${path}:${index + 1}` }))
      .filter(({ text }) => text.trim() !== '');
  } catch (error) {
    throw new UsageError(`dataset ${path}: can't be read: ${(error as Error).message}`);
  }
}

function readPrompt({ text, place }: Line, chat: boolean): Prompt {
  const found = datasetLine.safeParse(parseJson(text));
  if (!found.success) {
    throw new UsageError(
      `${place}: expected a JSON object with "prompt" (a string) or "messages" (a list); found neither`,
    );
  }
  if ('prompt' in found.data) return found.data.prompt;
  if (chat) return found.data.messages;
  throw new UsageError(
    `${place}: expected "prompt", found "messages", which --endpoint completions can't send`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
