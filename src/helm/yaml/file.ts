import type { CST, Document } from 'yaml';
import { HelmValuesError, type HelmValuesWarning, MAX_FILE_BYTES } from '../error';
import { isMap, MAX_DEPTH, type MutableValues, type Values } from '../json';
import { mergeInto } from '../merge';
import { yamlLibrary } from './library';
import { YamlNodeReader } from './node';
import { YamlSource } from './source';

/** The values of a file, and what is probably not meant in it. */
export interface FileValues {
  /** A new map. */
  readonly values: Values;
  /** In the order of the file. */
  readonly warnings: readonly HelmValuesWarning[];
}

/**
 * Reads a values file as Helm 4.1.4 does: YAML 1.1 by way of JSON, several documents merged like several files.
 *
 * @param text the file's content
 * @param fileName for messages
 * @throws HelmValuesError with file, line and column; the message shows the line's key and no value
 * @see https://helm.sh/docs/chart_template_guide/yaml_techniques/
 */
export function parseValuesFile(text: string, fileName: string): FileValues {
  checkSize(text, fileName);
  checkHeading(text, fileName);
  const warnings: HelmValuesWarning[] = [];
  const values: MutableValues = {};
  for (const source of YamlSource.documents(text, fileName, warnings)) {
    mergeInto(values, parseDocument(source));
  }
  return { values, warnings };
}

/** Refuses a text that is too long to be values, in UTF-16 units. */
function checkSize(text: string, fileName: string): void {
  if (text.length <= MAX_FILE_BYTES) return;
  const problem = `${fileName}: expected a values file of at most 16 MiB`;
  throw new HelmValuesError('too-large', problem, { source: fileName });
}

/** What `helm get values` prints above the values; with none below it, a `null` follows, and the text is no YAML. */
const HEADING = /^(?:USER-SUPPLIED|COMPUTED) VALUES:\s*\n/;

/** Refuses what is Helm's table of values and no values file: the heading would be a key of its own. */
function checkHeading(text: string, fileName: string): void {
  if (!HEADING.test(text)) return;
  const problem = `${fileName}:1:1: a heading of helm get values, which is no value; write the file with helm get values RELEASE -o yaml`;
  throw new HelmValuesError('syntax', problem, { source: fileName, line: 1, column: 1 });
}

function parseDocument(source: YamlSource): Values {
  const yaml = yamlLibrary();
  const contents = compose(yaml, source)?.contents;
  const value = new YamlNodeReader(yaml, source).read(contents);
  if (isMap(value)) return value;
  if (!contents || value === null) return {};
  return source.fail('wrong-type', 'expected a map of values', contents.range[0]);
}

/** Helm's own rules make numbers and words of the strings that the failsafe schema leaves, and text of blank blocks. */
const OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
  keepSourceTokens: true,
} as const;

function documentsOf(yaml: typeof import('yaml'), source: YamlSource): Document.Parsed[] {
  try {
    const tokens = checkDepth(new yaml.Parser().parse(source.text), source);
    return [...new yaml.Composer(OPTIONS).compose(tokens)] as Document.Parsed[];
  } catch (error) {
    // The parser goes down one level a call, and ends without stack before it gives its first token.
    if (!(error instanceof RangeError)) throw error;
    return source.fail('too-large', `nested over ${MAX_DEPTH} deep`, 0);
  }
}

function compose(yaml: typeof import('yaml'), source: YamlSource): Document.Parsed | undefined {
  const [first, second] = documentsOf(yaml, source);
  const [error] = first?.errors ?? [];
  if (error) source.fail('syntax', withoutSource(error.message), error.pos[0]);
  if (second) {
    const problem = 'Helm would ignore this document; begin it with a line "---"';
    source.fail('lost-value', problem, second.range[0]);
  }
  return first;
}

/** The parser's messages may quote the file, and so a secret. */
function withoutSource(message: string): string {
  return message.replace(/(?<=\S): .*|["`\\].*/s, '').trim();
}

/**
 * Stops before the composer, which is recursive, runs out of stack.
 *
 * The document is level 0, and what stands in the innermost of {@link MAX_DEPTH} maps and lists is a level more. One
 * map or list too many, which may be empty, is left to the reader.
 */
function* checkDepth(tokens: Iterable<CST.Token>, source: YamlSource): Generator<CST.Token> {
  for (const token of tokens) {
    let level: CST.Token[] = [token];
    for (let depth = 0; level.length > 0; depth += 1) {
      const [any] = level;
      if (any && depth > MAX_DEPTH + 1) {
        source.fail('too-large', `nested over ${MAX_DEPTH} deep`, any.offset);
      }
      level = level.flatMap(childrenOf);
    }
    yield token;
  }
}

function childrenOf(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((part) => part != null));
}
