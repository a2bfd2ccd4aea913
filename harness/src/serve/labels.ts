import { printable } from 'kvmini-contract/printable';

/** Values that a label from outside may have: each is a hundred series, for as long as the process lives. */
export const MOST_LABELS = 32;
/** The label of all the others. */
export const OTHER = 'other';

/** Gives names from outside as labels: the first 32 by themselves, all others as `other`. */
export class BoundedLabels {
  private readonly labels = new Set<string>();

  /** @param added called with each label when it is given for the first time */
  of(name: string, added: (label: string) => void): string {
    const own = printable(name);
    if (this.labels.has(own)) return own;
    const label = this.labels.size < MOST_LABELS ? own : OTHER;
    if (this.labels.has(label)) return label;
    this.labels.add(label);
    added(label);
    return label;
  }
}
