import type { RequestRow } from '../request/row';

/** A name with more addresses than this has its last ones counted together. */
const MOST = 32;
const OTHERS = 'others';

/** The attempts that went to one address of the target. */
export interface AddressCount {
  readonly address: string;
  readonly requests: number;
  readonly errors: number;
}

/** Counts attempts by the address to which they went, in memory that does not grow with the number of addresses. */
export class AddressCounter {
  private readonly counts = new Map<string, { requests: number; errors: number }>();

  /** Adds an attempt. */
  add({ address, outcome }: RequestRow): void {
    if (address === undefined) return;
    const name = this.counts.has(address) || this.counts.size < MOST ? address : OTHERS;
    const count = this.counts.get(name) ?? { requests: 0, errors: 0 };
    count.requests++;
    if (outcome === 'error') count.errors++;
    this.counts.set(name, count);
  }

  /** By address, in the order in which they were first used. */
  list(): AddressCount[] {
    return [...this.counts].map(([address, count]) => ({ address, ...count }));
  }
}
