import { FULL_LABEL_VALUE } from './label-value';

/** The folder names of runs. */
export const RUN_NAME = /^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d(-\d+)?$/;

/** What a baseline is called that is looked for: the newest run of the same kind that ended with 0. */
export const LATEST_GOOD = 'latest-good';

/** How much worse a figure may be than that of the baseline, where nothing says otherwise. */
export const MAX_REGRESSION = '5%';

/** What runs of one kind are called together: what a label's value may be. */
export const KIND_OF_RUN = FULL_LABEL_VALUE;

/** The same in words. */
export const A_KIND_OF_RUN = 'a name of at most 63 of a-z, A-Z, 0-9, "-", "_" and "."';

/** A fraction as `5%` or `0.05`. */
const FRACTION = /^(\d+(?:\.\d+)?|\.\d+)(%?)$/;

/** Reads how much worse a figure may be, as `5%` or `0.05`; `undefined` where it is no fraction. */
export function readMaxRegression(text: string): number | undefined {
  const [, number, percent] = FRACTION.exec(text) ?? [];
  return number === undefined ? undefined : Number(number) / (percent ? 100 : 1);
}
