import type { HelmValuesErrorCode, HelmValuesWarningCode } from './error';
import type { Values } from './json';
import type { SetKind } from './set/kind';

/** One way in which this library deliberately differs from Helm 4.1.4. */
export interface Difference {
  /** What is written: the argument of a flag, the text of a values file, or a chart's condition and its value. */
  readonly input: { readonly [Kind in SetKind | 'file' | 'condition']?: string };
  /** The chart's defaults, where they matter. */
  readonly defaults?: Values;
  /** What Helm makes of it. */
  readonly helm: string;
  /** The code of the error or warning here; absent where this library reads what Helm refuses. */
  readonly error?: HelmValuesErrorCode;
  readonly warning?: HelmValuesWarningCode;
  /** Whether Helm takes it and loses a part, which is read here. */
  readonly lost?: true;
  /** Why, in half a sentence. */
  readonly why: string;
}

/** All deliberate differences; the tests run each `input` through both, and the table in docs/helm-differences.md is made of them. */
export const DIFFERENCES: readonly Difference[] = [
  {
    input: { set: '=b' },
    helm: 'ignores it',
    error: 'empty-name',
    why: 'a setting without a name cannot be meant',
  },
  {
    input: { set: 'a[0].=b' },
    helm: 'makes `a` a list of one empty map and drops the value',
    error: 'empty-name',
    why: 'the value is lost',
  },
  {
    input: { set: 'a.' },
    helm: 'ignores it',
    error: 'empty-name',
    why: 'as above',
  },
  {
    input: { set: 'a[0' },
    helm: 'ignores it',
    error: 'unclosed-index',
    why: 'a setting is lost',
  },
  {
    input: { set: 'a[0]' },
    helm: 'makes `a` an empty list',
    error: 'missing-value',
    why: 'elsewhere a name without a value is an error in Helm too',
  },
  {
    input: { set: 'a[0].b=' },
    helm: 'makes `a` an empty list and drops the empty string, if the setting is the last and `a` has no first element',
    error: 'lost-value',
    why: 'the value is lost; `--set-json \'a[0].b=""\'` works in both',
  },
  {
    input: { set: 'a={b}c=d' },
    helm: 'reads two settings',
    error: 'missing-comma',
    why: 'a comma is missing, or the braces were meant as text',
  },
  {
    input: { 'set-json': 'a={"b":1}c=2' },
    helm: 'reads two settings',
    error: 'missing-comma',
    why: 'as above',
  },
  {
    input: { set: 'a=9007199254740993' },
    helm: 'keeps all digits',
    error: 'imprecise-integer',
    why: 'JavaScript numbers end at 2^53; `--set-string` keeps them, and so does `image.tag`, which is a text',
  },
  {
    input: { set: '__proto__.a=b' },
    helm: 'takes it as an ordinary key',
    error: 'forbidden-key',
    why: 'the key means something else to JavaScript',
  },
  {
    input: { 'set-json': 'a="\\ud800"' },
    helm: 'replaces it by U+FFFD',
    error: 'not-json',
    why: 'half a surrogate pair is no character',
  },
  {
    input: { set: `a${'[0]'.repeat(200)}=b` },
    helm: 'nests without a limit',
    error: 'too-large',
    why: 'at most 200 levels of maps and lists, also in a file (Helm: 10,000), and a million gaps in lists',
  },
  {
    input: { set: 'a={}' },
    helm: 'makes `a` a list of one empty string',
    warning: 'empty-list',
    why: "the same here; `--set-json 'a=[]'` is an empty list",
  },
  {
    input: { set: 'a=1, b=2' },
    helm: 'sets the key `" b"`',
    warning: 'blank-in-name',
    why: 'the same here',
  },
  {
    input: { set: 'a[0]=x,a[0].b=y' },
    helm: 'replaces the element by a map',
    warning: 'value-dropped',
    why: 'the same here; for a key of a map Helm refuses it',
  },
  {
    input: { set: 'a=1' },
    defaults: { a: { b: 1 } },
    helm: 'replaces a map of defaults without a word at the top level, with a warning below it',
    warning: 'scalar-over-map',
    why: 'the same here, always with a warning',
  },
  {
    input: { file: 'a: 1\n...\nb: 2\n' },
    helm: 'ignores the second document',
    error: 'lost-value',
    why: 'settings are lost; documents are parted by `---` on a line of its own',
  },
  {
    input: { file: '  a: 1\nb: 2\n' },
    helm: 'ignores the second line',
    error: 'syntax',
    why: 'settings are lost: Helm reads up to the first line that does not fit',
  },
  {
    input: { file: 'USER-SUPPLIED VALUES:\na: 1\n' },
    helm: 'takes the heading of `helm get values` as a key',
    error: 'syntax',
    why: 'it is no value, and a schema refuses it; `helm get values -o yaml` leaves it out',
  },
  {
    input: { file: '1.1: x\n' },
    helm: 'rounds the key to a 32-bit float',
    error: 'numeric-key',
    why: 'keys that are fractions, or integers beyond 2^53; quote them',
  },
  {
    input: { file: '__proto__: x\n' },
    helm: 'takes it as an ordinary key',
    error: 'forbidden-key',
    why: 'the key means something else to JavaScript',
  },
  {
    input: { file: 'a: x\u2028  y\n' },
    helm: 'takes U+0085, U+2028, U+2029 and a lone carriage return as line breaks',
    error: 'syntax',
    why: 'YAML 1.2 does not; write them as escapes in double quotes',
  },
  {
    input: { file: 'a: 1\na: 2\n' },
    helm: 'takes the last one',
    warning: 'duplicate-key',
    why: 'the same here',
  },
  {
    input: { file: 'a: "\\/"\n' },
    helm: 'refuses the escapes `\\/` and `\\ud83d\\ude00`, a tab before a token, and a `%YAML` line',
    why: 'YAML 1.2, and so JSON, has them; read here',
  },
  {
    input: { file: `a: 1\nb: ${'x'.repeat(4_093)}` },
    helm: 'ignores the last line, where that has no line break and a multiple of 4,096 bytes',
    lost: true,
    why: 'a setting is lost',
  },
  {
    input: { condition: '"false"' },
    helm: 'leaves the subchart enabled and warns',
    error: 'condition-type',
    why: 'any value but true, false or a map; `--set-string x.enabled=false` would turn it on',
  },
];
