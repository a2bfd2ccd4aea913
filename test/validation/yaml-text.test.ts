import { type Row, table } from '../support/issues';

const note = (text: string) => ({ podAnnotations: { note: text } });
const at = 'unsafe-text podAnnotations.note: expected';

const refused =
  (expected: string) =>
  (text: string): Row => [note(text), `${at} ${expected}`];
const accepted = (text: string): Row => [note(text)];

const number = refused(
  'text that every YAML reader takes for text, found the form of a number such as 0o17 or 0XA, which cdk8s writes without quotes',
);

table('numbers that cdk8s writes without quotes', [
  ...['0o0', '0o7', '0o17', '+0o17', '-0o17', '0O17', '0XA', '-0XA', '+0Xa', '0B1', '-0B01'].map(
    number,
  ),
  ...['8e-0_', '8e0_', '1e1_0', '0b-1', '0b+01'].map(number),
  // These it puts in quotes.
  ...['0', '1', '-1', '+1', '0777', '1_000', '0x1F', '0b11', '1.5', '.5', '5.', '1e3', '1E-3'].map(
    accepted,
  ),
  ...['.inf', '-.Inf', '+.INF', '.nan', '.NaN', '.NAN'].map(accepted),
  // These are text to everybody.
  ...[
    '0o',
    '0o8',
    '0o18',
    'x0o17',
    '0o17 ',
    ' 0o17',
    '++0o1',
    'a 0o17',
    '0Xg',
    '0B2',
    '1e',
    'e1',
    '0b',
  ].map(accepted),
  ...['.inF', '.Nan', '1:30', '2024-01-01', '_1', 'true', 'null', '~', ''].map(accepted),
]);

const tab = refused(
  'lines of which the first does not begin with a tab, found a tab there, which kubectl refuses in the YAML that cdk8s writes; use spaces',
);

table('a block that begins with a tab', [
  ...['\ta\nb', '\n\ta', '\n\n\ta\n', '\t\ta\nb'].map(tab),
  // The second line may, and so may a text that is no block.
  ...['a\n\tb', ' \ta\nb', '\ta', '\ta\r\nb', '\ta\n\t', '\ta\n '].map(accepted),
]);

const blank = refused(
  'lines that are not all blank, found spaces and line breaks only, which change in the YAML that cdk8s writes',
);

table('a block of blanks', [
  ...[' \n', '  \n\n', '\n \n', '\n\n  \n\n'].map(blank),
  ...['\n', '\n\n', ' ', '   ', '\n ', '\n\t', ' \n ', ' \na', 'a\n \n', ' \r\n'].map(accepted),
]);
