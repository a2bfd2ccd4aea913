import { safeParse } from 'kvmini-contract/parse';
import * as z from 'zod/mini';
import { RunError } from '../errors';

/** So many objects are asked for at once, and so often: an answer has an end, and so has a list. */
const PAGE = 100;
const MOST_PAGES = 100;

const list = z.object({
  items: z.array(z.unknown()),
  metadata: z.catch(z.object({ continue: z.optional(z.string()) }), {}),
});

/**
 * All objects of a list of the Kubernetes API, which hands them out by the page.
 *
 * @param resource what is listed, such as `pods`
 * @param ask gets the body of the page with that query, or `undefined` where the cluster has no such list
 * @returns `undefined` where it has none
 * @throws RunError where an answer is no list, and whatever `ask` throws
 */
export async function listPages(
  resource: string,
  query: Readonly<Record<string, string>>,
  ask: (query: string) => Promise<unknown>,
): Promise<unknown[] | undefined> {
  const items: unknown[] = [];
  let more = {};
  for (let page = 0; page < MOST_PAGES; page++) {
    const body = await ask(`?${new URLSearchParams({ limit: `${PAGE}`, ...query, ...more })}`);
    if (body === undefined) return undefined;
    const { data } = safeParse(list, body);
    if (!data) throw new RunError(`the Kubernetes API answered no list of ${resource}`);
    items.push(...data.items);
    const { continue: next } = data.metadata;
    if (!next) break;
    more = { continue: next };
  }
  return items;
}
