import {
  HelmValuesError,
  type HelmValuesErrorCode,
  type HelmValuesWarning,
  type HelmValuesWarningCode,
  helmWarning,
  MAX_WARNINGS,
  type Place,
} from '../error';
import type { Reporter } from './node';

/** Where Helm cuts a file into documents. */
const SEPARATOR = /^---[^\S\n]*(?:#.*)?(?:\n|$)/gm;
/** Control characters, lone surrogates, and what is a line break in YAML 1.1 but not in YAML 1.2. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\p{Cs}]|\r(?!\n)/u;
/** Indentation, dashes and a key; the rest of a line may be a secret. */
const KEY_PART = /^\s*(?:- +)*(?:(?:[\w./-]+|"[^"]*"|'[^']*')\s*:(?=\s|$))?/;

/** Helm reads a file line by line, and ends each: the last one too, if the file does not. */
function withLastBreak(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** One document of a values file. */
export class YamlSource implements Reporter {
  private constructor(
    readonly text: string,
    readonly start: number,
    readonly file: { readonly text: string; readonly name: string },
    readonly warnings: HelmValuesWarning[],
  ) {}

  /** The documents of a file. */
  static documents(text: string, name: string, warnings: HelmValuesWarning[]): YamlSource[] {
    const file = { text, name };
    const whole = new YamlSource(text, 0, file, warnings);
    const forbidden = FORBIDDEN.exec(text);
    const problem = 'expected no such character; write it as an escape in double quotes';
    if (forbidden) whole.fail('syntax', problem, forbidden.index);
    const sources: YamlSource[] = [];
    let start = 0;
    for (const separator of text.matchAll(SEPARATOR)) {
      sources.push(new YamlSource(text.slice(start, separator.index), start, file, warnings));
      start = separator.index + separator[0].length;
    }
    return [...sources, new YamlSource(withLastBreak(text.slice(start)), start, file, warnings)];
  }

  fail(code: HelmValuesErrorCode, problem: string, offset: number): never {
    const place = this.#place(offset);
    throw new HelmValuesError(code, this.#message(problem, place), place);
  }

  warn(code: HelmValuesWarningCode, problem: string, offset: number): void {
    if (this.warnings.length >= MAX_WARNINGS) return;
    const place = this.#place(offset);
    this.warnings.push(
      helmWarning({ code, message: this.#message(problem, place), path: '', place }),
    );
  }

  #place(offset: number): Required<Place> {
    const before = this.file.text.slice(0, this.start + offset);
    const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1;
    return { source: this.file.name, line: before.split('\n').length, column };
  }

  #message(problem: string, { source, line, column }: Required<Place>): string {
    const [text = ''] = this.file.text.split('\n').slice(line - 1);
    const [key = ''] = KEY_PART.exec(text) ?? [];
    const shown = key.trimEnd();
    const hidden = text.length > shown.length ? ' …' : '';
    const caret = Math.min(column - 1, shown.length + 1);
    const pointer = `${' '.repeat(caret + 2)}^`;
    return `${source}:${line}:${column}: ${problem}\n  ${shown}${hidden}\n${pointer}`;
  }
}
