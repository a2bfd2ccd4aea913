/**
 * What is under way, to be gone through when it must be broken off.
 *
 * A `Set` would do, but each time V8 grows or tidies one, the table that it leaves behind points to
 * the new one: the tables of many requests a second keep each other, and all that was ever in them,
 * alive until the next full garbage collection. That doubled the pauses of the load generator.
 */
export class UnderWay<T> {
  private readonly places: (T | undefined)[] = [];
  private readonly free: number[] = [];

  /** Adds something; returns its place. */
  add(item: T): number {
    const place = this.free.pop() ?? this.places.length;
    this.places[place] = item;
    return place;
  }

  /** Takes out what is at a place. */
  delete(place: number): void {
    this.places[place] = undefined;
    this.free.push(place);
  }

  /** All that is under way now. */
  all(): T[] {
    return this.places.filter((item) => item !== undefined);
  }
}
