import type { RunNumbers } from './counted';
import type { NumberFormat } from './format';
import { type Total, totalsWith } from './totals';

/** A place that shows some of the totals. */
export type TotalsPlace = 'card' | 'listed' | 'summary';

/** What stands beside a total in a place. */
export const labelIn = (place: TotalsPlace, total: Total): string =>
  total[place]?.label ?? total.title;

/** A total as a place shows it; without a run, as one that is not known. */
export function textIn(
  place: TotalsPlace,
  total: Total,
  run: RunNumbers | undefined,
  format: NumberFormat,
): string {
  const { unit = total.unit, digits, more } = total[place] ?? {};
  return format.withUnit(run && total.value(run), unit, digits) + (run && more ? more(run) : '');
}

/** The totals that a place shows of a run: those that need an SLO where it has one, and cost and energy where they are known. */
export const totalsIn = (place: TotalsPlace, run: RunNumbers): readonly Total[] =>
  totalsWith(
    (total) =>
      total[place] &&
      (!total.needsSlo || run.counts.good !== null) &&
      (!total.ifKnown || total.value(run) !== null),
  );
