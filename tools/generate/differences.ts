import { DIFFERENCES, type Difference } from '../../src/helm/differences';

/** Text on one line of a table, with what a reader can't see written out. */
const visible = (text: string) =>
  text
    .replaceAll('\n', '\\n')
    .replace(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The most of a text that a table shows. */
const LONGEST = 40;

/** The text as code, or its beginning with an ellipsis. */
function code(before: string, text: string, after = ''): string {
  const shown = text.length > LONGEST ? `${visible(text.slice(0, 16))}…` : visible(text) + after;
  return `\`${before}${shown.replaceAll('|', '\\|')}\``;
}

/** What is written, as on a command line or in a file. */
function written({ input }: Difference): string {
  const [[kind = '', text = ''] = []] = Object.entries(input);
  if (kind === 'file') return `a file with ${code('', text)}`;
  if (kind === 'condition') return `a condition that leads to ${code('', text)}`;
  return code(`--${kind} '`, text, "'");
}

function here({ error, warning }: Difference): string {
  if (error !== undefined) return `error \`${error}\``;
  return warning === undefined ? 'read' : `warning \`${warning}\``;
}

const row = (one: Difference) =>
  `| ${written(one)} | ${one.helm} | ${here(one)}: ${one.why.replaceAll('|', '\\|')} |`;

/** The table of what Helm passes over in silence, and what happens here. */
export function differencesTable(): string {
  return ['| Written | Helm 4.1.4 | Here |', '|---|---|---|', ...DIFFERENCES.map(row)].join('\n');
}
