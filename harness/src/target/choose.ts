import { didYouMean } from 'kvmini-contract/nearest';
import { printable, printableList } from 'kvmini-contract/printable';
import { RunError } from '../errors';
import type { Headers } from '../request/headers';
import type { Listing } from './model-list';

/** So many names are looked through for one that was meant. */
const MOST_NAMES = 1_000;

/** One path of the server, and what it answered when asked for its models. */
export interface Tried {
  readonly path: string;
  /** The address that was asked, as it may be shown. */
  readonly address: string;
  readonly listing: Listing;
}

/** The model and path for a run. */
export interface Choice {
  readonly path: string;
  readonly model: string;
  readonly notes: readonly string[];
}

/** Whether an answer leaves nothing to look for under other paths. */
export function isEnough(listing: Listing, wanted: string | undefined): boolean {
  if (listing.kind === 'slow') return true;
  if (listing.kind !== 'models') return false;
  return wanted === undefined ? listing.ids.length > 0 : listing.ids.includes(wanted);
}

/**
 * Chooses path and model by what was answered.
 *
 * @param headers those that were sent, to say whether a key was among them
 * @returns what is wrong where there is no choice yet
 * @throws RunError where it makes no sense to ask again
 */
export function choose(
  tried: readonly Tried[],
  wanted: string | undefined,
  headers: Headers,
): Choice | string {
  const last = tried.at(-1);
  if (last && isEnough(last.listing, wanted) && last.listing.kind === 'models') {
    return { path: last.path, model: wanted ?? (last.listing.ids[0] as string), notes: [] };
  }
  const unready = tried.find(({ listing }) => listing.kind === 'unready');
  const isListed = tried.some(({ listing }) => listing.kind === 'models');
  if (unready?.listing.kind === 'unready' && !isListed) {
    return `${unready.address} ${unready.listing.what}`;
  }
  refuse(tried, wanted, headers);
  return wanted === undefined ? firstModel(tried) : named(tried, wanted);
}

const KEYS = /auth|key|token|cookie/;

/** A key that is missing or wrong stays so. A list that only some may see is no harm to who names the model. */
function refuse(tried: readonly Tried[], wanted: string | undefined, headers: Headers): void {
  for (const { address, listing } of tried) {
    if (listing.kind !== 'refused' || (listing.status === 403 && wanted !== undefined)) continue;
    const hasKey = Object.keys(headers).some((name) => KEYS.test(name));
    const what = hasKey
      ? 'the key that was sent was refused; check the value that the variable of --api-key-env or --header-env holds'
      : 'name the environment variable that holds the API key with --api-key-env, or a header for it with --header-env';
    const orName = listing.status === 403 ? ', or name the model with --model' : '';
    throw new RunError(`${address} ${listing.what}: ${what}${orName}`);
  }
}

/** Nobody named a model: a list must. */
function firstModel(tried: readonly Tried[]): Choice | string {
  const names = tried.find(({ listing }) => listing.kind === 'kserve');
  if (names?.listing.kind === 'kserve') return beside(tried, names, names.listing.ids[0]);
  const empty = tried.find(({ listing }) => listing.kind === 'models');
  if (empty) return `${empty.address} lists no model yet`;
  const named =
    tried.find(({ listing }) => listing.kind === 'none' && !listing.missing) ?? tried[0];
  if (!named || !('what' in named.listing)) return 'no address to ask';
  return `${named.address} ${named.listing.what}; where a server has no list of models, name the model with --model`;
}

/** KServe's Hugging Face server names its models in its own protocol, and takes requests elsewhere. */
function beside(tried: readonly Tried[], names: Tried, model: string | undefined): Choice | string {
  const api = tried.find(
    ({ path, listing }) => path.endsWith('/openai/v1') && listing !== names.listing,
  );
  if (!api) {
    return `${names.address} is KServe's own list of models; its OpenAI API is under /openai/v1: leave the path out of the address`;
  }
  if (model === undefined) return `${names.address} lists no model yet`;
  const note = `the model's name is from ${names.address}, since ${described(api)}`;
  return { path: api.path, model, notes: [note] };
}

/** How much an answer speaks for its path, the most first; in between, a list that is missing. */
const RANKS = { models: 0, refused: 1, none: 1, slow: 1, unready: 4, kserve: 5 } as const;

/** Whoever names the model needs no list, but gets a note about what is odd. */
function named(tried: readonly Tried[], wanted: string): Choice | string {
  const hasKserve = tried.some(({ listing }) => listing.kind === 'kserve');
  const rank = ({ path, listing }: Tried): number => {
    if (listing.kind !== 'none' || !listing.missing) return RANKS[listing.kind];
    return hasKserve && path.endsWith('/openai/v1') ? 2 : 3;
  };
  const [best] = [...tried].sort((a, b) => rank(a) - rank(b));
  if (!best || best.listing.kind === 'kserve') return firstModel(tried);
  return { path: best.path, model: wanted, notes: [noteOn(best, wanted)] };
}

function noteOn(tried: Tried, wanted: string): string {
  const { listing, address } = tried;
  if (listing.kind !== 'models') {
    return `${described(tried)}; the model is taken as named: ${printable(wanted)}`;
  }
  const { ids } = listing;
  if (ids.length === 0)
    return `${address} lists no model; ${printable(wanted)} is asked for all the same`;
  const meant = didYouMean(wanted, ids.slice(0, MOST_NAMES));
  return `${address} does not list ${printable(wanted)}${printable(meant)}; it lists ${printableList(ids)}`;
}

const described = ({ address, listing }: Tried) =>
  `${address} ${'what' in listing ? listing.what : 'is no list of models'}`;
