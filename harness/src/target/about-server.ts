import { parse, safeParse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import { type Dispatcher, request } from 'undici';
import * as z from 'zod/mini';
import type { Access } from '../request/access';
import { countOf } from '../request/row';
import { inTime, readAnswer } from './answer';
import { openDispatcher } from './probe';
import type { Target } from './target';

const LONGEST_VERSION = 100;

/** What a server says of itself beside its answers. */
export interface AboutServer {
  /** As `/version` says; `null` where there is none. */
  readonly version: string | null;
  /** Prompt and output tokens of a request at most; `null` where the list of models does not say. */
  readonly maxModelLen: number | null;
}

const version = z.object({ version: z.string() });
const models = z.catch(z.object({ data: z.array(z.unknown()) }), { data: [] });
const model = z.object({ id: z.string(), max_model_len: z.unknown() });

/** The path of a server whose API is there: `/version` stands beside `/v1`. */
export const serverPath = (basePath: string): string => basePath.replace(/(?:\/openai)?\/v1$/, '');

/** Asks a server for its version and the length of its requests; what it does not say is `null`. */
export async function aboutServer(
  target: Target,
  access: Access,
  signal?: AbortSignal,
): Promise<AboutServer> {
  const { origin, basePath, search } = target;
  const dispatcher = openDispatcher(origin, access);
  const get = (path: string) =>
    getJson(`${origin}${path}${search}`, { dispatcher, access, signal });
  try {
    const [said, list] = await Promise.all([
      get(`${serverPath(basePath)}/version`),
      get(`${basePath}/models`),
    ]);
    const found = safeParse(version, said).data?.version;
    return {
      version: found === undefined ? null : printable(found, LONGEST_VERSION),
      maxModelLen: lengthIn(list, target.model),
    };
  } finally {
    await dispatcher.destroy();
  }
}

function lengthIn(list: unknown, id: string): number | null {
  const found = parse(models, list)
    .data.flatMap((each) => safeParse(model, each).data ?? [])
    .find((each) => each.id === id);
  // A server that reads nothing serves nothing: 0 is what is written where the length is not known.
  return countOf(found?.max_model_len) || null;
}

interface Asking {
  readonly dispatcher: Dispatcher;
  readonly access: Access;
  readonly signal: AbortSignal | undefined;
}

/** `undefined` for whatever is no JSON of a success: such a path may be missing or mean something else. */
async function getJson(url: string, { dispatcher, access, signal }: Asking): Promise<unknown> {
  try {
    return await inTime(async (either) => {
      const headers = { accept: 'application/json', ...access.headers };
      const answer = await request(url, { dispatcher, headers, signal: either });
      const text = await readAnswer(answer);
      return answer.statusCode === 200 ? JSON.parse(text) : undefined;
    }, signal);
  } catch {
    return undefined;
  }
}
