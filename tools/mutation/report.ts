import type { NumberedMutant } from './instrument';
import { OPERATOR_NAMES } from './operators/index';
import { THRESHOLD } from './settings';
import { roomOf } from './sources';
import { isNoticed, OUTCOMES, type Result, type Tried } from './verdict';

/** The part of the mutants that the tests noticed; 1 where there are none. */
export const scoreOf = (tried: readonly Tried[]): number =>
  tried.length === 0
    ? 1
    : tried.filter(({ verdict }) => isNoticed(verdict.outcome)).length / tried.length;

/** A fraction as whole per cent, never rounded up to what it does not reach. */
export const percent = (fraction: number): string => `${Math.floor(fraction * 100 + 1e-9)} %`;

function row(name: string, tried: readonly Tried[]): string {
  const counts = OUTCOMES.map(
    (outcome) => tried.filter(({ verdict }) => verdict.outcome === outcome).length,
  );
  return `| ${[name, tried.length, ...counts, percent(scoreOf(tried))].join(' | ')} |`;
}

function table(
  title: string,
  names: readonly string[],
  { tried, nameOf }: { tried: readonly Tried[]; nameOf: (mutant: NumberedMutant) => string },
): string {
  const rows = names
    .map((name) => ({ name, own: tried.filter(({ mutant }) => nameOf(mutant) === name) }))
    .filter(({ own }) => own.length > 0)
    .map(({ name, own }) => row(name, own));
  return [
    `| ${[title, 'Mutants', ...OUTCOMES.map((name) => name.replace(/^./, (first) => first.toUpperCase())), 'Noticed'].join(' | ')} |`,
    `|---|${'---:|'.repeat(OUTCOMES.length + 2)}`,
    ...rows,
    row('all', tried),
  ].join('\n');
}

/** How many characters of what did not change are shown before a change, and how many in all. */
const BEFORE = 30;
const SHOWN = 100;

/** A change on one line: long expressions are cut to what is near the change. */
export function changeOf({
  original,
  replacement,
}: {
  original: string;
  replacement: string;
}): string {
  const [before, after] = [original, replacement].map((text) => text.replace(/\s+/g, ' ')) as [
    string,
    string,
  ];
  const differs = [...before].findIndex((character, at) => character !== after[at]);
  const from = Math.max(0, (differs < 0 ? before.length : differs) - BEFORE);
  const cut = (text: string) => {
    const rest = text.slice(from);
    const shown = rest.length > SHOWN ? `${rest.slice(0, SHOWN)}…` : rest;
    return from > 0 ? `…${shown}` : shown;
  };
  return `\`${cut(before)}\` → \`${cut(after)}\``;
}

const survivor = ({ mutant, verdict }: Tried) =>
  `${mutant.file}:${mutant.line} ${mutant.operator}${verdict.outcome === 'not covered' ? ', not covered' : ''}: ${changeOf(mutant)}`;

const list = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0
    ? []
    : [`${title} (${lines.length}):`, lines.map((line) => `- ${line}`).join('\n')];

/**
 * What became of the mutants: the score, tables by folder and by operator, and all that the tests did not notice.
 *
 * @param about what was tried, as a sentence begins
 */
export function reportOf({ tried, leftOut }: Result, about: string): string {
  const rooms = [...new Set(tried.map(({ mutant }) => roomOf(mutant.file)))].sort();
  const unnoticed = tried
    .filter(({ verdict }) => !isNoticed(verdict.outcome))
    .sort((one, other) => one.mutant.id - other.mutant.id);
  const score = percent(scoreOf(tried));
  const parts = [
    `${about}: the tests noticed ${score}; at least ${percent(THRESHOLD)} are wanted.`,
    table('Folder', rooms, { tried, nameOf: ({ file }) => roomOf(file) }),
    table('Operator', OPERATOR_NAMES, { tried, nameOf: ({ operator }) => operator }),
    ...list('Tests left out, as they fail without a mutant', leftOut),
    ...list('Not noticed', unnoticed.map(survivor)),
  ];
  return `${parts.join('\n\n')}\n`;
}
