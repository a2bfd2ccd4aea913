/** What a docstring says, by its tags. */
export interface Docstring {
  /** The text before the first tag, as Markdown. */
  readonly text: string;
  /** The other tags in their order: `param`, `returns`, `throws`, `default`, `see`, `example`. */
  readonly tags: readonly { readonly name: string; readonly text: string }[];
}

/** A link to another name becomes the name. */
const plain = (text: string) => text.replace(/\{@link ([\w.]+)\}/g, '`$1`').trim();

/**
 * Reads a block comment of the form `/** … *‍/`.
 *
 * @param comment what stands between the outer slashes and stars; none is an empty docstring
 */
export function readDocstring(comment = ''): Docstring {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  const [text = '', ...parts] = lines.join('\n').split(/^@(?=\w)/m);
  const tags = parts.map((part) => {
    const [, name = '', rest = ''] = /^(\w+)\s*([\s\S]*)$/.exec(part) ?? [];
    return { name, text: name === 'example' ? rest.trim() : plain(rest) };
  });
  return { text: plain(text), tags };
}

/** The texts of one tag. */
export const tagged = ({ tags }: Docstring, wanted: string): readonly string[] =>
  tags.filter(({ name }) => name === wanted).map(({ text }) => text);

/** The text on one line, with the default behind it. */
export function oneLine(docstring: Docstring): string {
  const fallback = tagged(docstring, 'default').map((text) => `Default: ${text}.`);
  return [docstring.text, ...fallback].join(' ').replace(/\s+/g, ' ').trim();
}
