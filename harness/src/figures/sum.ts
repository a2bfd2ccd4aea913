import { countOf } from '../request/row';

/** A sum with one unknown part is unknown: what is known of it would be taken for the whole. */
export class Sum {
  private known = 0;
  private unknown = 0;

  /** Adds a count; what is no count is unknown. */
  add(part: number | undefined): void {
    const count = countOf(part);
    if (count === undefined) this.unknown++;
    else this.known += count;
  }

  /** A part that was unknown is known now. */
  learn(part: number): void {
    this.unknown--;
    this.add(part);
  }

  /** The sum; `null` where a part of it is unknown. */
  get value(): number | null {
    return this.unknown > 0 ? null : this.known;
  }
}
