import { Lexer, Parser, parseDocument } from 'yaml';

/** No profile is nested deeper; what is makes the library fail, and Node end without a word. */
const DEEPEST = 100;

/**
 * Reads YAML that others may have written.
 *
 * @throws Error where it is none, nested deeper than 100, or has aliases of aliases without end; its first line says why
 */
export function parseForeignYaml(text: string): unknown {
  checkDepth(text);
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem?.code === 'MULTIPLE_DOCS') throw new Error('expected one document, found several');
  if (problem) throw problem;
  return document.toJS();
}

/** Lexer and parser keep a stack of their own; what makes a document of it calls itself for each level. */
function checkDepth(text: string): void {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) {
      // A document is over.
    }
    if (parser.stack.length > DEEPEST) {
      throw new Error(`expected nesting of at most ${DEEPEST} levels, found more`);
    }
  }
}
