import * as z from 'zod/mini';

/** The server that was measured. */
export const target = z.object({
  /** Base of the API, without credentials. */
  url: z.string(),
  /** Address as it was given or looked up, secrets hidden. */
  asked: z.exactOptional(z.string()),
  /** Address that requests were sent to, secrets hidden. */
  requests: z.exactOptional(z.string()),
  /** Where the address is from, for example `--url`. */
  from: z.string(),
  model: z.string(),
  /** What the server calls itself, where it says so. */
  server: z.nullable(z.string()),
  /** What was odd about its list of models, and kept no run from starting. */
  notes: z.exactOptional(z.array(z.string())),
});

/** The server that was measured. */
export type RecordedTarget = z.output<typeof target>;
