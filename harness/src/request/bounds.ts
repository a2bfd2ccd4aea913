const MIB = 1024 * 1024;

/** How much of an answer is read, in bytes: what a server sends is bounded by nothing else. */
export const BOUNDS = {
  /** One server-sent event, or one line of a stream. */
  event: 16 * MIB,
  /** Lines of one event: each costs time, however short it is. */
  eventLines: 65_536,
  /** An answer that is not streamed. */
  whole: 16 * MIB,
  /** Values of one JSON document: each takes memory, however short it is. */
  jsonValues: MIB,
  /** A streamed answer, which is read and dropped. */
  stream: 256 * MIB,
  /** What all unfinished answers hold together. */
  held: 256 * MIB,
  /** The body of an answer whose status is a failure, of which only the message is wanted. */
  errorBody: 8 * 1024,
  /** A list of models. */
  modelList: 4 * MIB,
  /** An answer of the server's own tokenizer. */
  tokenized: 16 * MIB,
} as const;

/** Gaps between chunks that one row keeps; an answer of more chunks has its further gaps in no figure. */
export const MOST_GAPS = 65_536;
