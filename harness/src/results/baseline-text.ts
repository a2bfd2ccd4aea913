import { printable } from 'kvmini-contract/printable';
import { EXIT } from '../errors';
import { inTerminal } from '../figures/format';
import type { RunRecord } from './schema';

/** How a run did beside the one that it was held against. */
export interface BesideBaseline {
  readonly text: string;
  readonly isWorse: boolean;
}

/** Says it in a sentence; `undefined` where it was held against none, or had no figures to hold. */
export function besideBaseline({ baseline, exitCode }: RunRecord): BesideBaseline | undefined {
  if (!baseline || (exitCode !== EXIT.done && exitCode !== EXIT.missed)) return undefined;
  const { run, maxRegression, worse } = baseline;
  if (run === null) {
    return { text: 'There was no good run yet to compare with', isWorse: false };
  }
  const than = `than in ${printable(run)} by more than ${inTerminal.percent(maxRegression)}`;
  return worse.length > 0
    ? { text: `Worse ${than}: ${worse.map((title) => printable(title)).join('; ')}`, isWorse: true }
    : { text: `No figure is surely worse ${than}`, isWorse: false };
}
