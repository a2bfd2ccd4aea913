import type { Check } from '../../../../src/validation/rules/finding';
import {
  configMapKey,
  dnsLabel,
  dnsSubdomain,
  fileInside,
  fileMode,
  labelKey,
  labelValue,
  modeUpTo,
  noBacksteps,
  pathInside,
  variableName,
} from '../../../../src/validation/rules/kubernetes/texts';
import { type CheckRow, checkTable, shown } from '../../../support/checks';

const x = (length: number) => 'x'.repeat(length);

/** A form of text: what it takes, and what it refuses with the same words. */
interface Form {
  readonly expected: string;
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
}

function form(topic: string, check: Check, { expected, accepted, refused }: Form): void {
  checkTable(topic, check, [
    ...accepted.map((text): CheckRow => [text]),
    ...refused.map(
      (text): CheckRow => [text, `wrong-format v: expected ${expected}, found ${shown(text)}`],
    ),
    // What is no text is refused by its type.
    ...[1, null, undefined, ['a b/../']].map((value): CheckRow => [value]),
  ]);
}

form('a DNS label', dnsLabel, {
  expected: 'a DNS label (a-z, 0-9 and "-", at most 63 characters)',
  accepted: ['a', '0', 'a-b', x(63)],
  refused: ['', 'A', 'a.b', 'a_b', '-a', 'a-', x(64)],
});

form('a DNS name', dnsSubdomain, {
  expected: 'a DNS name (a-z, 0-9, "-" and ".", at most 253 characters)',
  accepted: ['a', '0.a-b', x(253)],
  refused: ['', 'A', 'a_b', 'a..b', '.a', 'a.', '-a', x(254)],
});

form('a label’s key', labelKey, {
  expected: 'a label key: a name of at most 63 characters, with an optional DNS prefix and "/"',
  accepted: ['a', 'A_b.c-1', 'a.b/C', x(63), `${x(253)}/${x(63)}`],
  refused: ['', '/a', 'a/', 'A.b/c', 'a/b/c', '_a', 'a_', x(64), `${x(254)}/a`],
});

form('a label’s value', labelValue, {
  expected: 'a label value: at most 63 of a-z, A-Z, 0-9, "-", "_" and "."',
  accepted: ['', 'a', 'A_b.c-1', x(63)],
  refused: ['-a', 'a_', 'a b', 'a/b', x(64)],
});

form('a key of a ConfigMap', configMapKey, {
  expected:
    'a key of at most 253 of a-z, A-Z, 0-9, "-", "_" and ".", which does not begin with ".."',
  accepted: ['', 'a', 'A_b.c-1', '.a', '-', 'a..', x(253)],
  refused: ['.', '..', '..a', 'a/b', 'a b', x(254)],
});

form('a path without steps back', noBacksteps, {
  expected: 'a path without ".."',
  accepted: ['', '/', '/a/b', 'a..b', '..a', '/a/...'],
  refused: ['..', '../a', '/a/..', 'a/../b'],
});

form('a path inside', pathInside, {
  expected: 'a path that is not absolute, without ".."',
  accepted: ['', 'a', 'a/b/', '..a', 'a..'],
  refused: ['/', '/a', '..', '../a', 'a/..', 'a/../b'],
});

form('a file inside', fileInside, {
  expected: 'a path that is not absolute, without ".." and not beginning with ".."',
  accepted: ['', 'a', 'a/b', 'a/..b', '.a'],
  refused: ['/', '/a', '..', '..a', '../a', 'a/..', 'a/../b'],
});

const noName = (text: string): CheckRow => [
  text,
  `wrong-format v: expected printable ASCII characters without "=", found ${shown(text)}`,
];
const newName = (text: string): CheckRow => [
  text,
  `wrong-format v: expected a-z, A-Z, 0-9, "-", "_" and ".", no digit first, found ${shown(text)} (before 1.32)`,
];

checkTable('names of variables', variableName, [
  ...['A', 'a_b', '_', '-a', 'a.b', '.a', 'A1', ''].map((text): CheckRow => [text]),
  ...['A=B', 'Ä', 'a\tb', '\u007f'].map(noName),
  ...['1A', 'a b', '.', '..', ' ', '~', 'a/b'].map(newName),
  [1],
  [undefined],
]);

const mode = (value: number, meant = ''): CheckRow => [
  value,
  `out-of-range v: expected a mode from 0 to 0777 (511), found the number ${value}${meant}`,
];

checkTable('modes of files', fileMode, [
  ...[0, 1, 0o644, 511, '644', undefined].map((value): CheckRow => [value]),
  ...[-1, 888, 10_000].map((value) => mode(value)),
  mode(512, '; did you mean the octal 0512?'),
  mode(644, '; did you mean the octal 0644?'),
  mode(777, '; did you mean the octal 0777?'),
  mode(1777, '; did you mean the octal 01777?'),
]);

checkTable('modes of folders', modeUpTo(0o1777), [
  [0],
  [0o1777],
  [
    0o2000,
    'out-of-range v: expected a mode from 0 to 01777 (1023), found the number 1024; did you mean the octal 01024?',
  ],
]);
