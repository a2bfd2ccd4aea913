import { safeParse } from 'kvmini-contract/parse';
import { type Dispatcher, request } from 'undici';
import * as z from 'zod/mini';
import type { Headers } from '../request/headers';
import { shownText } from '../settings/shown';
import { ANSWER_WITHIN_MS, Compressed, inTime, readAnswer, TooLarge, TooSlow } from './answer';

/** A name that is longer than this is no model's: each request would carry it. */
const LONGEST_ID = 1_024;

/** What an answer to the question for models is, whatever its status says. */
export type Listing =
  | { readonly kind: 'models'; readonly ids: readonly string[] }
  /** The list of KServe's own protocol, which names models and is not the API that takes requests. */
  | { readonly kind: 'kserve'; readonly ids: readonly string[] }
  | { readonly kind: 'refused'; readonly status: number; readonly what: string }
  /** There may be no list here, and an API all the same. */
  | { readonly kind: 'none'; readonly what: string; readonly missing: boolean }
  /** It took too long to try other paths as well. */
  | { readonly kind: 'slow'; readonly what: string }
  /** The server, or one in front of it, says that it is not ready; other paths may be all the same. */
  | { readonly kind: 'unready'; readonly what: string };

/** An answer, with what the server calls itself. */
export interface Answer {
  readonly listing: Listing;
  readonly server: string | null;
}

/**
 * Asks for the list of models.
 *
 * @param path where it would be, with the query
 * @throws where there is no connection, or no HTTP on it
 */
export async function askForModels(
  url: string,
  {
    headers,
    dispatcher,
    signal,
  }: { headers: Headers; dispatcher: Dispatcher; signal: AbortSignal },
): Promise<Answer> {
  try {
    return await inTime(async (either) => {
      const answer = await request(url, {
        ...{ dispatcher, headers: { accept: 'application/json', ...headers }, signal: either },
        ...{ headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS },
      });
      const { server, location } = answer.headers;
      const listing = classify(answer.statusCode, await readAnswer(answer), location);
      return { listing, server: typeof server === 'string' ? server : null };
    }, signal);
  } catch (error) {
    const what = (error as Error).message;
    if (error instanceof TooSlow) return { listing: { kind: 'slow', what }, server: null };
    if (!(error instanceof TooLarge || error instanceof Compressed)) throw error;
    return { listing: { kind: 'none', what, missing: false }, server: null };
  }
}

/** Says what an answer is. */
export function classify(status: number, text: string, location?: unknown): Listing {
  const found = parse(text);
  const what = said(status, found, location);
  if (status === 401 || status === 403) return { kind: 'refused', status, what };
  if (status >= 500 && status !== 501) return { kind: 'unready', what };
  const isSuccess = status >= 200 && status < 300;
  const models = isSuccess ? modelsIn(found) : undefined;
  if (models) return models;
  if (isSuccess) return { kind: 'none', what: 'is no list of models', missing: false };
  return { kind: 'none', what, missing: status === 404 };
}

const openai = z.object({ data: z.array(z.unknown()) });
const kserve = z.object({ models: z.array(z.unknown()) });
const entry = z.object({ id: z.string() });

function modelsIn(found: unknown): Listing | undefined {
  const list = safeParse(openai, found).data?.data;
  if (list)
    return { kind: 'models', ids: names(list.map((each) => safeParse(entry, each).data?.id)) };
  const other = safeParse(kserve, found).data?.models;
  // Other servers list maps under this name; KServe lists names.
  if (!other?.every((each) => typeof each === 'string')) return undefined;
  return { kind: 'kserve', ids: names(other) };
}

const names = (list: readonly unknown[]): string[] =>
  list.filter((id): id is string => typeof id === 'string' && id !== '' && id.length <= LONGEST_ID);

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

const failure = z.object({
  error: z.optional(z.unknown()),
  message: z.optional(z.unknown()),
  detail: z.optional(z.unknown()),
});

/** A status with the server's own words, where it has some. */
function said(status: number, found: unknown, location: unknown): string {
  const to = typeof location === 'string' ? ` (to ${shownText(location)})` : '';
  const { error, message, detail } = safeParse(failure, found).data ?? {};
  const inner = safeParse(failure, error).data?.message;
  const words = [inner, error, message, detail].find((each) => typeof each === 'string');
  return `answered ${status}${to}${words === undefined ? '' : `: ${shownText(String(words))}`}`;
}
