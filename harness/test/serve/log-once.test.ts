import { expect, test } from 'vitest';
import { logOnce } from '../../src/serve/log';

test('what is odd at every look is logged once, and again after a thousand others', () => {
  const lines: string[] = [];
  const log = logOnce((line) => lines.push(line));
  const others = (count: number) => Array.from({ length: count }, (_, i) => `other ${i}`);
  for (const line of ['odd', 'odd', ...others(999), 'odd']) log(line);
  expect(lines).toEqual(['odd', ...others(999)]);
  // What is noticed is kept within bounds: then all of it is forgotten.
  log('one more');
  log('odd');
  expect(lines.slice(1_000)).toEqual(['one more', 'odd']);
});
