import type { ESTree } from 'vite';
import { type Declared, publicNames } from './declared';
import { type Docstring, oneLine, tagged } from './docstring';

/** Made of the values' schema, whose page explains each of them. */
const VALUES = 'values/generated/kvmini-values.d.ts';

const HEAD = `# API

Everything that \`cdk8s-kvmini\` exports, by the docstrings of its sources. \`npm run generate\` writes this page.
`;

const code = (text: string) => `\`\`\`ts\n${text.trim()}\n\`\`\``;

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

/** What a docstring says beside its text. */
function details(docstring: Docstring): string[] {
  const params = tagged(docstring, 'param').map((text) => {
    const [, name, rest] = /^(\S+)\s+([\s\S]*)$/.exec(text) ?? [];
    return `- \`${name}\`: ${cell(rest ?? '')}`;
  });
  const lists = [
    ...params,
    ...tagged(docstring, 'returns').map((text) => `- Returns ${cell(text)}`),
    ...tagged(docstring, 'throws').map((text) => `- Throws ${cell(text)}`),
    ...tagged(docstring, 'default').map((text) => `- Default: ${cell(text)}`),
    ...tagged(docstring, 'see').map((text) => `- See <${cell(text)}>`),
  ];
  return [lists.join('\n'), ...tagged(docstring, 'example').map(code)];
}

/** A heading, the text, the declaration, and the rest. */
const section = (heading: string, docstring: Docstring, declaration: string, more: string[] = []) =>
  [heading, docstring.text, declaration, ...details(docstring), ...more]
    .filter(Boolean)
    .join('\n\n');

type Member = ESTree.ClassElement | ESTree.TSSignature;

const isHidden = (member: Member) =>
  'accessibility' in member && member.accessibility !== null && member.accessibility !== 'public';

type Field = ESTree.TSPropertySignature | ESTree.PropertyDefinition;

/** The type of a field, or the value that is its type; the fields of an object within have no table. */
function typeOf({ source }: Declared, member: Field): string {
  const type = member.typeAnnotation?.typeAnnotation;
  if (type?.type === 'TSTypeLiteral') return 'object';
  const shown = type ?? ('value' in member ? member.value : undefined);
  return shown ? source.text.slice(shown.start, shown.end).replace(/ \| undefined$/, '') : '';
}

function fieldRow(declared: Declared, member: Field): string {
  const { text, docstringAt } = declared.source;
  const name = text.slice(member.key.start, member.key.end) + (member.optional ? '?' : '');
  const meaning = oneLine(docstringAt(member.start));
  return `| \`${name}\` | \`${cell(typeOf(declared, member))}\` | ${cell(meaning)} |`;
}

/** The fields of a class or an interface as a table. */
function fields(declared: Declared, members: readonly Member[]): string[] {
  const rows = members
    .filter(({ type }) => type === 'TSPropertySignature' || type === 'PropertyDefinition')
    .map((member) => fieldRow(declared, member as Field));
  return rows.length ? [['| Field | Type | Meaning |', '|---|---|---|', ...rows].join('\n')] : [];
}

/** The constructor and the methods of a class, a section each. */
function methods({ name, source }: Declared, members: readonly Member[]): string[] {
  return members.flatMap((member) => {
    if (member.type !== 'TSAbstractMethodDefinition' && member.type !== 'MethodDefinition')
      return [];
    const own = source.text.slice(member.key.start, member.key.end);
    const title = own === 'constructor' ? `new ${name}` : `${name}.${own}`;
    const declaration = code(source.text.slice(member.start, member.end));
    return [section(`### ${title}`, source.docstringAt(member.start), declaration)];
  });
}

function membersOf({ node }: Declared): readonly Member[] {
  if (node.type !== 'TSInterfaceDeclaration' && node.type !== 'ClassDeclaration') return [];
  return node.body.body.filter((member) => !isHidden(member));
}

/** What is declared, without the members that the tables below it have. */
function declaration({ node, source }: Declared, isTold: boolean): string {
  const end = isTold && 'body' in node && node.body ? node.body.start : node.end;
  const text = source.text.slice(node.start, end).replace(/^declare /, '');
  return code(isTold ? `${text}{ … }` : text);
}

function described(declared: Declared): string {
  const members = membersOf(declared);
  const parts = [...fields(declared, members), ...methods(declared, members)];
  const shown = declaration(declared, parts.length > 0);
  return section(`## ${declared.name}`, declared.docstring, shown, parts);
}

/** What a reader looks for first: what runs, before types, and the construct before Helm's functions. */
function rank({ name, node }: Declared): number {
  const runs = ['ClassDeclaration', 'TSDeclareFunction', 'FunctionDeclaration'].includes(node.type);
  return (name.includes('.') ? 2 : 0) + (runs ? 0 : 1);
}

/** The names of the values' types, which are read about elsewhere. */
function valuesTypes(declared: readonly Declared[]): string {
  const names = declared.map(({ name }) => `\`${name}\``).join(', ');
  return `## Types of the values

[Values](values.md) explains each value. Their types are ${names}.`;
}

/**
 * The page of the public API.
 *
 * @param root the folder of declarations, such as `lib`
 */
export function apiPage(root: string): string {
  const all = publicNames(root, 'index.d.ts');
  const values = all.filter(({ file }) => file === VALUES);
  const own = all.filter(({ file }) => file !== VALUES).sort((a, b) => rank(a) - rank(b));
  return `${[HEAD.trim(), ...own.map(described), valuesTypes(values)].join('\n\n')}\n`;
}
