import { freeze } from './freeze';
import { DEFAULT_VALUES } from './generated/default-values';

type Tree = { [key: string]: unknown };

/** The chart's defaults, as its `values.yaml` holds them, frozen. */
export function defaultValues(): Readonly<Tree> {
  return freeze(DEFAULT_VALUES as Tree);
}
