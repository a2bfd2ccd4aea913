import { parse } from 'kvmini-contract/parse';
import { printable } from 'kvmini-contract/printable';
import * as z from 'zod/mini';

/** An address that a status names, and where in it. */
export interface Reported {
  readonly url: URL;
  /** As `InferenceService status.address.url`. */
  readonly from: string;
}

/** Fields that are not what they should be are passed over, each by itself: a half-filled status may still help. */
const text = z.catch(z.optional(z.string()), undefined);
const addressable = z.catch(z.optional(z.object({ url: text, name: text })), undefined);
const status = z.catch(
  z.object({ url: text, address: addressable, addresses: z.catch(z.array(addressable), []) }),
  { addresses: [] },
);
const object = z.catch(z.object({ status }), { status: { addresses: [] } });

interface Candidate {
  readonly text: string;
  readonly where: string;
  readonly name?: string | undefined;
}

/** Addresses of KServe 0.10 and before, and of other protocols, name a model and what to do with it. */
const OTHER_PROTOCOL = /\/v[12]\/models\/[^/]+(?::\w+|\/infer|\/explain|\/generate)?\/?$/;

/** `undefined` where it is no address of HTTP. */
function urlOf(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return undefined;
  url.pathname = url.pathname.replace(OTHER_PROTOCOL, '');
  return url;
}

/** Hosts of the cluster's own DNS, whatever its domain. */
const CLUSTER_HOST = /\.svc(?:\.|$)/;
/** Hosts that are reached without leaving the network. */
const PRIVATE_HOST =
  /\.(?:local|internal)$|^(?:10|127)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\.|^\[f[cd]/;

/**
 * Lower is better. `address` is what KServe means for callers in the cluster, `url` for those outside; of `addresses`,
 * those inside the cluster come first, and a path of the service's own before an address that it shares with others.
 */
function rank({ url, where, name = '' }: Candidate & { readonly url: URL }): number {
  if (where === 'status.address.url') return -1;
  if (where === 'status.url') return 10;
  const { hostname } = url;
  const place = CLUSTER_HOST.test(hostname) ? 0 : PRIVATE_HOST.test(hostname) ? 2 : 4;
  return place + (name.endsWith('-model-routing') ? 1 : 0);
}

/**
 * The best address that the status of an InferenceService or LLMInferenceService names.
 *
 * @param body the object as the Kubernetes API answered
 * @param kind for the text that says where it is from
 * @returns why there is none
 * @see https://github.com/kserve/kserve/blob/v0.20.0/pkg/controller/v1alpha2/llmisvc/router_discovery_filter.go
 */
export function reportedAddress(body: unknown, kind: string): Reported | string {
  const candidates = candidatesOf(parse(object, body).status);
  const [first] = candidates;
  if (!first) return `the ${kind} reports no address yet`;
  const found = candidates.flatMap((candidate) => {
    const url = urlOf(candidate.text);
    return url ? [{ ...candidate, url }] : [];
  });
  const [best] = found.sort((a, b) => rank(a) - rank(b));
  if (best) return { url: best.url, from: `${kind} ${best.where}` };
  return `the ${kind}'s ${first.where} is no address of HTTP: "${printable(first.text, 80)}"`;
}

function candidatesOf({ url, address, addresses }: z.output<typeof status>): Candidate[] {
  const named = addresses.map((each, index) => ({
    ...{ text: each?.url, name: each?.name, where: `status.addresses[${index}].url` },
  }));
  const all = [
    { text: address?.url, where: 'status.address.url' },
    ...named,
    { text: url, where: 'status.url' },
  ];
  return all.filter((candidate): candidate is Candidate => !!candidate.text);
}
