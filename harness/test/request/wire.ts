/** A part of an answer's body that ends where an event is complete: there a token is heard. */
export interface Piece {
  readonly text: string;
  readonly token: boolean;
}

/** A part of a body that carries no token. */
export const quiet = (text: string): Piece => ({ text, token: false });

/** A part of a body at whose end a token is complete. */
export const token = (text: string): Piece => ({ text, token: true });

/** A server-sent event with JSON as its data. */
export const event = (json: unknown): string => `data: ${JSON.stringify(json)}\n\n`;

/** The JSON of a chunk with one choice. */
export const choice = (fields: object): object => ({ id: 'x', choices: [{ index: 0, ...fields }] });

/** A chunk of a chat that carries a token. */
export const says = (content: string): Piece => token(event(choice({ delta: { content } })));

/** A chunk of a chat whose delta carries a token in another way than by content. */
export const carries = (delta: object): Piece => token(event(choice({ delta })));

/** A chunk of a chat whose delta carries no token. */
export const empty = (delta: unknown): Piece => quiet(event(choice({ delta })));

/** The first chunk of vLLM, with the role alone. */
export const ROLE: Piece = empty({ role: 'assistant', content: '' });

/** A chunk with an empty delta and a finish reason. */
export const FINISH: Piece = quiet(event(choice({ delta: {}, finish_reason: 'stop' })));

/** The marker that ends a stream. */
export const DONE: Piece = quiet('data: [DONE]\n\n');

/** The usage as OpenAI-compatible servers write it. */
export const usage = (prompt_tokens: unknown, completion_tokens: unknown) => ({
  usage: { prompt_tokens, completion_tokens },
});

/** The chunk without choices that carries the usage. */
export const usageChunk = (prompt: unknown, output: unknown): Piece =>
  quiet(event({ id: 'x', choices: [], ...usage(prompt, output) }));

/** A whole chat of two tokens. */
export const SHORT: readonly Piece[] = [
  ROLE,
  says('Hello'),
  says(' world'),
  FINISH,
  usageChunk(7, 2),
  DONE,
];

/** An error inside a stream, as vLLM sends it. */
export const ERROR: Piece = quiet(event({ error: { message: 'The engine is dead', code: 500 } }));

/** The same bytes with other line ends; an event is complete where its blank line's CR is. */
export function withLineEnds(end: '\r\n' | '\r', pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap(({ text, token }) => {
    const all = text.replaceAll('\n', end);
    return end === '\r' ? { text: all, token } : [{ text: all.slice(0, -1), token }, quiet('\n')];
  });
}
