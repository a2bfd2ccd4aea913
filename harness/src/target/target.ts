import type { RecordedTarget } from '../results/schema';

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

/** A server as `run.json` names it: its address without credentials. */
export function recordedTarget({ origin, basePath, from, model, server }: Target): RecordedTarget {
  return { url: `${origin}${basePath}`, from, model, server };
}
