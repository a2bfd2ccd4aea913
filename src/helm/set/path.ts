import { MAX_DEPTH } from '../json';
import type { SetLine } from './line';

/** One step down the tree of values: a key of a map, or an index of a list. */
export interface Step {
  readonly key: string | number;
  /** Where it begins in the line. */
  readonly at: number;
}

const MAX_INDEX = 65_536;
const MAX_DOTS = 30;

/** Reads `name.name[index].name=`, with the `=`. */
export function readPath(line: SetLine): Step[] {
  const steps = [readName(line)];
  for (let dots = 0; !line.take('='); ) {
    if (steps.length >= MAX_DEPTH)
      line.fail('too-large', `more than ${MAX_DEPTH} names and indices`);
    if (line.take('[')) {
      steps.push(readIndex(line));
      continue;
    }
    if (line.done || !line.take('.')) failWithoutValue(line, steps);
    dots += 1;
    if (dots > MAX_DOTS) line.fail('too-large', `more than ${MAX_DOTS} dots in a name`);
    steps.push(readName(line));
  }
  return steps;
}

function readName(line: SetLine): Step {
  const at = line.at;
  const literal = line.kind === 'set-literal';
  const key = line.until(literal ? '=[.' : '=[.,', !literal);
  if (key === '') {
    const code = line.text.charAt(line.at) === ',' ? 'no-value' : 'empty-name';
    line.fail(code, 'expected a name; remove the extra character, or write the name');
  }
  if (key === '__proto__') line.fail('forbidden-key', 'the key "__proto__" is not allowed', at);
  if (key !== key.trim()) {
    line.warn('blank-in-name', 'this name begins or ends with a blank, which Helm keeps', at);
  }
  return { key, at };
}

function readIndex(line: SetLine): Step {
  const at = line.at;
  const text = line.until(']', line.kind !== 'set-literal');
  if (!line.take(']')) line.fail('unclosed-index', 'expected an index and "]"', at);
  if (!/^[+-]?\d+$/.test(text)) line.fail('index', 'expected a whole number as index', at);
  const key = Number(text);
  if (key < 0) line.fail('index', 'an index cannot be negative', at);
  if (key > MAX_INDEX) line.fail('index', `an index can be ${MAX_INDEX} at most`, at);
  const next = line.text.charAt(line.at);
  if (next !== '' && !'[.='.includes(next)) {
    line.fail('syntax', 'after "]" expected "=", "." or "["');
  }
  return { key, at };
}

function failWithoutValue(line: SetLine, steps: readonly Step[]): never {
  const last = steps.at(-1);
  const code = typeof last?.key === 'number' ? 'missing-value' : 'no-value';
  return line.fail(code, 'expected "=" and a value; a comma in a value or name is written "\\,"');
}
