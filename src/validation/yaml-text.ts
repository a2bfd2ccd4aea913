import { readScalar } from '../helm/yaml/scalar';

/** Why a text can't be written: cdk8s writes it as YAML that Kubernetes refuses, or reads as something else. */
export interface TextProblem {
  readonly expected: string;
  readonly received: string;
}

/** Characters that YAML writers and readers do not agree on: control characters, U+2028/9, lone surrogates. */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** The numbers of YAML 1.1, which cdk8s puts in quotes where they are text. */
const QUOTED =
  /^(?:[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|\d[\d_]*|(?:\d[\d_]*)?\.[\d_]*|(?:\d[\d_]*)?(?:\.[\d_]*)?[eE][-+]?\d+|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN))$/;

/** Kubernetes reads more forms as numbers than YAML has: `0o17` is 15, `0XA` is 10, `8e-0_` is 8. */
function isUnquotedNumber(text: string): boolean {
  return /^(?:int|float)$/.test(readScalar(text).type) && !QUOTED.test(text);
}

/** Whether cdk8s writes a text as a block (`|`), below whose first line it stands as it is. */
function isBlock(text: string): boolean {
  return text.includes('\n') && !text.includes('\r') && !/\n[\t ]+$/.test(text);
}

/** All that can be wrong with a text, and how to say it; none of it shows the text, which may be a secret. */
const PROBLEMS: readonly (TextProblem & { readonly is: (text: string) => boolean })[] = [
  {
    is: (text) => UNSAFE.test(text),
    expected: 'text without control characters and Unicode line separators',
    received: 'a character that YAML readers do not agree on',
  },
  {
    is: isUnquotedNumber,
    expected: 'text that every YAML reader takes for text',
    received: 'the form of a number such as 0o17 or 0XA, which cdk8s writes without quotes',
  },
  {
    is: (text) => isBlock(text) && /^\n*\t/.test(text),
    expected: 'lines of which the first does not begin with a tab',
    received: 'a tab there, which kubectl refuses in the YAML that cdk8s writes; use spaces',
  },
  {
    is: (text) => isBlock(text) && /^\n*[\t ][\t \n]*$/.test(text),
    expected: 'lines that are not all blank',
    received: 'spaces and line breaks only, which change in the YAML that cdk8s writes',
  },
];

/** What is wrong with a text, or `undefined` where it comes out of YAML as it was. */
export function textProblem(text: string): TextProblem | undefined {
  const problem = PROBLEMS.find(({ is }) => is(text));
  return problem && { expected: problem.expected, received: problem.received };
}
