/** A server that has answered, ready for load. */
export interface Target {
  readonly origin: string;
  /** Path before `/chat/completions`. */
  readonly basePath: string;
  readonly model: string;
  /** Where the address is from, for example `--url` or `InferenceService status.address.url`. */
  readonly from: string;
  /** What the server calls itself, where it says so. */
  readonly server: string | null;
}

/** Where to look for a server. */
export interface Address {
  readonly url: URL;
  readonly from: string;
}

/** The address as it may be shown: without credentials. */
export function shownUrl(target: Target): string {
  return `${target.origin}${target.basePath}`;
}
