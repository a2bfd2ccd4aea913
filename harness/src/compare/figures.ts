import { type Columns, least } from '../figures/columns';
import type { Unit } from '../figures/format';
import { TOTALS, type Total, totalsWith } from '../figures/totals';
import { type Estimate, fraction, type Interval, percentiles, rate } from './estimate';
import { COMPARED, COMPARED_RATES, inOrder, type Sample, type SampleColumn } from './sample';

const PERCENTILES = [50, 90, 99];

/** A figure by which runs are compared. */
export interface Figure {
  readonly title: string;
  readonly unit: Unit;
  readonly higherIsBetter: boolean;
}

/** A figure as one run knows it; `undefined` where it does not. */
export type Estimated = readonly (readonly [Figure, Estimate | undefined])[];

const isNumber = (value: number) => !Number.isNaN(value);

/** To the nanosecond: what a subtraction leaves beyond that would make alike times differ. */
const toNanosecond = (milliseconds: number) => Math.round(milliseconds * 1e6) / 1e6;

const known = (column: Float64Array): Float64Array | undefined => {
  const values = column.filter(isNumber).map(toNanosecond);
  return values.length > 0 ? values : undefined;
};

const totalFigure = ({ title, unit, better }: Total): Figure => ({
  ...{ title, unit, higherIsBetter: better === 'higher' },
});

function latencies({ columns }: Sample): Estimated {
  return COMPARED.flatMap(({ name, title }) => {
    const values = known(columns[name]);
    const estimate = values && percentiles(values);
    return PERCENTILES.map((percent) => {
      const figure: Figure = { title: `${title}, p${percent}`, unit: 'ms', higherIsBetter: false };
      return [figure, estimate?.(percent)] as const;
    });
  });
}

/** How long before each request's end the one before it had ended; the first counts from when the run began. */
function gapsOf({ sent, ended }: Columns<'sent' | 'ended'>): Float64Array {
  const begun = least(sent);
  return ended.map((end, i) => Math.max(0, end - (i === 0 ? begun : (ended[i - 1] as number))));
}

function rates({ columns, numbers }: Sample): Estimated {
  const names = COMPARED_RATES.map(({ name }) => name);
  const ended = inOrder(pick(columns, ['sent', 'ended', ...names]), 'ended');
  const gaps = gapsOf(ended);
  return COMPARED_RATES.map((total) => {
    const value = total.value(numbers);
    return [totalFigure(total), value === null ? undefined : rate(value, ended[total.name], gaps)];
  });
}

const pick = <Name extends SampleColumn>(columns: Columns<SampleColumn>, names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, columns[name]])) as Columns<Name>;

const FRACTIONS = totalsWith(({ compared }) => compared === 'fraction');

function fractions({ columns, numbers }: Sample): Estimated {
  return FRACTIONS.map((total) => {
    const value = total.value(numbers);
    const hits = columns[total.ratio?.counts ?? 'failed'];
    return [totalFigure(total), value === null ? undefined : fraction(value, hits)];
  });
}

/** What something costs, or takes, is a price or a power over its rate: its bounds are those of the rate, turned over. */
function costs(rates: Estimated, numbers: Sample['numbers']): Estimated {
  return COSTS.map((total) => {
    const title = total.over && TOTALS[total.over.rate].title;
    const rate = rates.find(([figure]) => figure.title === title)?.[1];
    const value = total.value(numbers);
    if (value === null || !rate) return [totalFigure(total), undefined];
    const price = value * rate.value;
    const interval = (miss: number): Interval => {
      const [low, high] = rate.interval(miss);
      return [price / high, low === 0 ? Number.POSITIVE_INFINITY : price / low];
    };
    return [totalFigure(total), { value, interval }];
  });
}

const COSTS = totalsWith(({ over }) => over);

/** All figures by which runs are compared, as one run knows them. */
export function estimated(sample: Sample): Estimated {
  const ofRates = rates(sample);
  return [
    ...latencies(sample),
    ...ofRates,
    ...fractions(sample),
    ...costs(ofRates, sample.numbers),
  ];
}
