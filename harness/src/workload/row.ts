import { safeParse } from 'kvmini-contract/parse';
import * as z from 'zod/mini';
import { UsageError } from '../errors';
import { unsendable } from '../settings/sendable';
import type { Line } from './lines';
import type { Prompt, PromptText } from './prompts';

const message = z.looseObject({ role: z.string() });
const messages = z.array(message).check(z.minLength(1));
const row = z.looseObject({ prompt: z.optional(z.string()), messages: z.optional(messages) });

/** Fields of a request that the run decides for all rows alike, with what decides them. */
const OWN: Readonly<Record<string, string>> = {
  model: '--model',
  stream: '--stream or --no-stream',
};

/**
 * Reads a row of a data set: a `prompt` or the `messages` of a chat; what else it has goes into the
 * body of its request.
 *
 * @param chat whether messages can be sent
 * @throws UsageError where something of it can't be sent, with its place
 */
export function readRow({ text, place }: Line, chat: boolean): Prompt {
  const json = parseJson(text);
  const { prompt, messages, ...fields } = safeParse(row, json).data ?? {};
  if ((prompt === undefined) === (messages === undefined)) {
    const found = json === undefined ? 'no JSON' : prompt === undefined ? 'neither' : 'both';
    throw new UsageError(
      `${place}: expected a JSON object with "prompt" (a string) or "messages" (a list); found ${found}`,
    );
  }
  if (messages !== undefined && !chat) {
    throw new UsageError(
      `${place}: expected "prompt", found "messages", which --endpoint completions can't send`,
    );
  }
  checkFields(fields, place);
  const asked = prompt ?? (messages as PromptText);
  if (typeof asked !== 'string') checkSendable(asked, place);
  return Object.keys(fields).length === 0 ? asked : { text: asked, fields };
}

function checkFields(fields: Readonly<Record<string, unknown>>, place: string): void {
  for (const [name, instead] of Object.entries(OWN)) {
    if (!Object.hasOwn(fields, name)) continue;
    throw new UsageError(`${place}: "${name}" is decided by ${instead} for all rows; take it out`);
  }
  const most = fields.max_tokens ?? 1;
  if (!Number.isInteger(most) || (most as number) < 1) {
    throw new UsageError(
      `${place}: max_tokens: expected a whole number from 1, or null to send none`,
    );
  }
  checkSendable(fields, place);
}

function checkSendable(value: unknown, place: string): void {
  const why = unsendable(value);
  if (why !== undefined) throw new UsageError(`${place}: ${why}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
