import { printable } from 'kvmini-contract/printable';
import type { Reason } from '../request/row';
import type { Counted, FirstError } from './counted';

/** A reason for which requests failed, how many did, and what is known of the first. */
export interface FailureKind extends FirstError {
  readonly reason: Reason;
  readonly count: number;
}

/** The failures of a run by their reasons, the most frequent first. */
export function failureKinds({ errorsByReason, firstErrors = {} }: Counted): FailureKind[] {
  return (Object.entries(errorsByReason) as [Reason, number][])
    .map(([reason, count]) => ({ reason, count, ...firstErrors[reason] }))
    .sort((a, b) => b.count - a.count);
}

/** What is known of the first failure of a kind; empty where nothing is. */
export function firstText({ status, message }: FirstError): string {
  const said = message === undefined ? [] : [printable(message)];
  return [...(status === undefined ? [] : [`status ${status}`]), ...said].join(': ');
}

/** Why answers ended, the most frequent first, for example `stop 90, length 10`; empty where no server said so. */
export const finishText = ({ finishReasons = {} }: Counted): string =>
  Object.entries(finishReasons)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ');
