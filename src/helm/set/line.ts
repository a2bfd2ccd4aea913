import {
  HelmValuesError,
  type HelmValuesErrorCode,
  type HelmValuesWarning,
  type HelmValuesWarningCode,
  helmWarning,
  MAX_WARNINGS,
} from '../error';
import type { SetKind } from './kind';

const SHOWN_CHARACTERS = 100;

/** The argument of one flag, and how far it has been read. */
export class SetLine {
  /** What Helm would do without a word, and what it means here. */
  readonly warnings: HelmValuesWarning[] = [];
  /** The next character to read, as an offset in UTF-16 units. */
  at = 0;

  constructor(
    readonly kind: SetKind,
    readonly text: string,
  ) {}

  /** Whether the whole argument is one JSON object, which has no part that is a name. */
  get isWholeObject(): boolean {
    return this.kind === 'set-json' && this.text.trimStart().startsWith('{');
  }

  /** Whether all has been read. */
  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** Reads up to one of the `stops`, which stays unread, and takes `\` as "the next character as it is". */
  until(stops: string, escapes: boolean): string {
    let read = '';
    for (; !this.done; this.at += 1) {
      let character = this.text.charAt(this.at);
      if (stops.includes(character)) break;
      if (escapes && character === '\\') {
        this.at += 1;
        character = this.text.charAt(this.at);
      }
      read += character;
    }
    this.at = Math.min(this.at, this.text.length);
    return read;
  }

  /** Reads `expected` if it comes next. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false;
    this.at += expected.length;
    return true;
  }

  /** Refuses the line. `problem` must not hold any part of a value. */
  fail(code: HelmValuesErrorCode, problem: string, at = this.at): never {
    throw new HelmValuesError(code, this.#report(problem, at), this.#place(at));
  }

  /** Notes something that is probably not meant. `problem` must not hold any part of a value. */
  warn(code: HelmValuesWarningCode, problem: string, at: number): void {
    if (this.warnings.length >= MAX_WARNINGS) return;
    const place = this.#place(at);
    this.warnings.push(
      helmWarning({ code, message: this.#report(problem, at), path: this.#name(), place }),
    );
  }

  #place(at: number) {
    return { source: `--${this.kind} ${this.#shownName()}`.trimEnd(), column: this.#column(at) };
  }

  #column(at: number): number {
    return [...this.text.slice(0, at)].length + 1;
  }

  /**
   * Where the name ends: at the first unescaped `=`. What follows may be a secret and is never shown, nor is what has
   * no `=` behind it: whoever forgets the name gives the value alone.
   */
  #endOfName(): number | undefined {
    if (this.isWholeObject) return undefined;
    const line = new SetLine(this.kind, this.text);
    const isLiteral = this.kind === 'set-literal';
    line.until(isLiteral ? '=' : '=,', !isLiteral);
    return this.text.charAt(line.at) === '=' ? line.at : undefined;
  }

  #name(): string {
    return this.text.slice(0, this.#endOfName() ?? 0);
  }

  #shownName(): string {
    const shown = [...this.#name().replace(/\p{Cc}/gu, '␣')];
    if (shown.length <= SHOWN_CHARACTERS) return shown.join('');
    return `${shown.slice(0, SHOWN_CHARACTERS).join('')}…`;
  }

  #report(problem: string, at: number): string {
    const name = this.#shownName();
    const isNamed = this.#endOfName() !== undefined;
    const hidden = isNamed ? '=…' : '…';
    const column = this.#column(at);
    const caret = isNamed ? Math.min(column - 1, [...name].length + 1) : 0;
    const flag = `--${this.kind} `;
    const pointer = `${' '.repeat(flag.length + caret)}^`;
    return `${flag.trim()}, column ${column}: ${problem}\n  ${flag}${name}${hidden}\n  ${pointer}`;
  }
}
