import { printable, printableList } from 'kvmini-contract/printable';
import { expect, test } from 'vitest';

test.each([
  ['demo-llm', 'demo-llm'],
  ['\u001b[31mred\u001b[0m', '\\u001b[31mred\\u001b[0m'],
  ['one\nkvmini: forged', 'one\\u000akvmini: forged'],
  ['a\u202eb\u2028c\u200bd\ufeff', 'a\\u202eb\\u2028c\\u200bd\\ufeff'],
  ['half \ud800 pair', 'half \\ud800 pair'],
  ['日本語 🙂', '日本語 🙂'],
  ['an invisible tag \u{e0041}', 'an invisible tag \\udb40\\udc41'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('200 characters stay, and of 201 the last is left out', () => {
  expect(printable('x'.repeat(200))).toBe('x'.repeat(200));
  expect(printable('x'.repeat(201))).toBe(`${'x'.repeat(200)}…`);
  expect(printable('abcd', 3)).toBe('abc…');
  expect(printable('ab🙂d', 3)).toBe('ab…');
  expect(printable('ab🙂d', 4)).toBe('ab🙂…');
});

test('20 names stay, and of more the number is told', () => {
  const names = Array.from({ length: 22 }, (_, index) => `m${index}`);
  expect(printableList(names.slice(0, 20))).toBe(names.slice(0, 20).join(', '));
  expect(printableList(names)).toBe(`${names.slice(0, 20).join(', ')} and 2 more`);
});
