import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type ESTree, parseSync } from 'vite';
import { type Docstring, readDocstring } from './docstring';

/** A declaration file, read once. */
interface Source {
  readonly text: string;
  readonly program: ESTree.Program;
  /** The docstring of what begins at a place: the block comment right before it. */
  readonly docstringAt: (start: number) => Docstring;
}

/** A public name, and what is declared under it. */
export interface Declared {
  /** As a user writes it: `KvminiHarness`, `helm.coalesce`. */
  readonly name: string;
  readonly node: ESTree.Declaration;
  readonly docstring: Docstring;
  readonly source: Source;
  /** The file that declares it, from the root. */
  readonly file: string;
}

const sources = new Map<string, Source>();

function readSource(path: string): Source {
  const known = sources.get(path);
  if (known) return known;
  const text = readFileSync(path, 'utf8');
  const { program, comments } = parseSync(path, text);
  const docstringAt = (start: number) =>
    readDocstring(
      comments.find(({ end }) => end <= start && !text.slice(end, start).trim())?.value,
    );
  const source = { text, program, docstringAt };
  sources.set(path, source);
  return source;
}

const nameOf = (node: { readonly name?: string; readonly value?: unknown }) =>
  node.name ?? String(node.value);

/** What a file of the root exports as a name of its own. */
function declaredIn(root: string, file: string): readonly Declared[] {
  const source = readSource(join(root, file));
  return source.program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration' || !statement.declaration) return [];
    const node = statement.declaration;
    const named = node.type === 'VariableDeclaration' ? node.declarations[0] : node;
    const id = named && 'id' in named ? named.id : undefined;
    if (!id || !('name' in id)) return [];
    const docstring = source.docstringAt(statement.start);
    return [{ name: id.name, node, docstring, source, file }];
  });
}

/**
 * The public names of a file of declarations, in its order, those that it takes from other files too.
 *
 * @param root the folder of declarations
 * @param file the file, from the root
 * @param prefix what a user writes before the names
 * @throws Error for a name that is declared nowhere
 */
export function publicNames(root: string, file: string, prefix = ''): readonly Declared[] {
  return readSource(join(root, file)).program.body.flatMap((statement) => {
    if (!('source' in statement) || !statement.source || statement.type === 'ImportDeclaration') {
      return [];
    }
    const from = join(dirname(file), `${statement.source.value}.d.ts`);
    if (statement.type === 'ExportAllDeclaration') {
      if (!statement.exported) return declaredIn(root, from);
      return publicNames(root, from, `${prefix}${nameOf(statement.exported)}.`);
    }
    return statement.specifiers.map(({ local }) => {
      const found = declaredIn(root, from).find(({ name }) => name === nameOf(local));
      if (!found) throw new Error(`${from} declares no ${nameOf(local)}`);
      return { ...found, name: prefix + found.name };
    });
  });
}
