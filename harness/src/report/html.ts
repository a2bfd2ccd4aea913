import { printable } from 'kvmini-contract/printable';

/** A page is made of what servers and files say, and must stay one that a browser opens. */
const LONGEST_TEXT = 4_000;

/** Text that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | null | undefined | false | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: Part): string {
  if (part instanceof Html) return part.text;
  if (Array.isArray(part)) return part.map(render).join('');
  if (part === null || part === undefined || part === false) return '';
  const text = printable(String(part), LONGEST_TEXT);
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/** A piece of HTML; what is put into it is escaped unless it is HTML itself. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  const [first = '', ...rest] = texts;
  return new Html(rest.reduce((whole, text, i) => whole + render(parts[i]) + text, first));
}
