import type { KserveKind } from 'kvmini-contract/kserve';
import { printable } from 'kvmini-contract/printable';
import type { Endpoint } from 'kvmini-contract/profile';
import type { RecordedTarget } from '../results/target';
import { ENDPOINT_PATHS, takeApart } from '../settings/address';
import { shownAddress } from '../settings/shown';

/** A server that has answered, ready for load. */
export interface Target {
  readonly origin: string;
  /** Path before `/chat/completions`. */
  readonly basePath: string;
  /** Query of the address with its `?`, or nothing; may hold a secret. */
  readonly search: string;
  readonly model: string;
  /** The address as it was given or looked up; may hold a secret. */
  readonly asked: string;
  /** Where the address is from, for example `--url` or `InferenceService status.address.url`. */
  readonly from: string;
  /** What the server calls itself, where it says so. */
  readonly server: string | null;
  /** What was odd about its list of models, and did not keep the run from starting. */
  readonly notes: readonly string[];
}

/** Where to look for a server. */
export interface Address {
  readonly url: URL;
  readonly from: string;
  /** A selector of labels for its pods, where they are known. */
  readonly pods?: string;
  /** The object of KServe that it is of, where that may be read. */
  readonly object?: KserveObject;
}

/** An object of KServe, and where the Kubernetes API has it. */
export interface KserveObject {
  readonly kind: KserveKind;
  readonly name: string;
  /** As `apis/serving.kserve.io/v1beta1`. */
  readonly api: string;
  readonly resource: string;
}

/** A path that ends in the version of an API is the API's own base. */
const VERSIONED = /\/v\d+[a-z0-9]*$/;

/**
 * The paths under which the API may be, in the order in which they are tried: vLLM's own, that of
 * KServe's Hugging Face server, the address as it is. One that names a version or an endpoint is
 * taken by its word.
 */
export function basePaths(address: URL): readonly string[] {
  const { path, whole } = takeApart(address);
  if (whole || VERSIONED.test(path)) return [path];
  return [`${path}/v1`, `${path}/openai/v1`, path];
}

/** The addresses that a run would use, as they may be shown. */
export function plannedAddresses({ url }: Address, endpoint: Endpoint) {
  const { origin, search } = takeApart(url);
  const each = (end: string) =>
    basePaths(url).map((path) => shownAddress(`${origin}${path}/${end}${search}`));
  return {
    url: shownAddress(`${origin}${url.pathname}${search}`),
    models: each('models'),
    requests: each(ENDPOINT_PATHS[endpoint]),
  };
}

/** A server as `run.json` names it: secrets hidden, texts of the server fit for a terminal. */
export function recordedTarget(target: Target, endpoint: Endpoint): RecordedTarget {
  const { origin, basePath, search, asked, from, model, server, notes } = target;
  return {
    url: shownAddress(`${origin}${basePath}`),
    asked: shownAddress(asked),
    requests: shownAddress(`${origin}${basePath}/${ENDPOINT_PATHS[endpoint]}${search}`),
    from,
    model: printable(model),
    server: server === null ? null : printable(server),
    notes: [...notes],
  };
}
