import { tAbove } from '../compare/chances';
import { type ColdFigures, type ColdRound, MOMENTS, type Moment } from '../results/cold';
import type { SeenStart } from './start-watch';

/** The chance that a mean is beyond its bounds on one side. */
const MISS = 0.025;

/** The moments of a start, in milliseconds since it began. */
export function momentsOf(
  { at }: Pick<SeenStart, 'at'>,
  begunMs: number,
): Record<Moment, number | null> {
  const since = (name: Moment) => {
    const seen = at[name];
    return [name, seen === undefined ? null : Math.max(0, seen - begunMs)] as const;
  };
  return Object.fromEntries(MOMENTS.map(since)) as Record<Moment, number | null>;
}

/** The time of each part of a round: from the latest moment before it that was seen. */
function partsOfRound({ moments }: ColdRound): [Moment, number][] {
  let before = 0;
  return MOMENTS.flatMap((name): [Moment, number][] => {
    const at = moments[name];
    if (at === null) return [];
    const took = Math.max(0, at - before);
    before = Math.max(before, at);
    return [[name, took]];
  });
}

/** The parts of all rounds: their means, and bounds of these by Student's t. */
export function coldParts(rounds: readonly ColdRound[]): ColdFigures['parts'] {
  const all = rounds.flatMap(partsOfRound);
  return MOMENTS.flatMap((part) => {
    const times = all.filter(([name]) => name === part).map(([, took]) => took);
    return times.length === 0 ? [] : [{ part, ...meanOf(times) }];
  });
}

function meanOf(times: readonly number[]) {
  const count = times.length;
  const mean = times.reduce((sum, each) => sum + each, 0) / count;
  if (count < 2) return { count, mean, low: null, high: null };
  const squares = times.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const half = tAbove(MISS, count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { count, mean, low: Math.max(0, mean - half), high: mean + half };
}
