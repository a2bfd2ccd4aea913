import { isMap, type JsonValue, kindOf, type MutableValues, member, type Values } from '../json';
import { remember } from '../written';
import type { SetLine } from './line';
import type { Step } from './path';

/** How many nulls one line may fill gaps with: `a[65536][65536]…` would else fill the memory. */
const MAX_GAPS = 1_000_000;

/** Puts values into a tree that the caller owns, as Helm does. */
export class SetTree {
  #gaps = 0;

  constructor(
    readonly line: SetLine,
    readonly root: MutableValues,
  ) {}

  /** Stores `value` at the end of `path`, making the maps and lists on the way. */
  assign(path: readonly Step[], value: JsonValue): void {
    let parent: MutableValues | JsonValue[] = this.root;
    for (const [depth, step] of path.entries()) {
      const next = path[depth + 1];
      if (next) parent = this.#enter(parent, step, next);
      else this.#put(parent, step, value);
    }
  }

  /** The map or list at `step`, made if it is not there. */
  #enter(parent: MutableValues | JsonValue[], step: Step, next: Step) {
    const old = this.#get(parent, step);
    const wantsList = typeof next.key === 'number';
    if (wantsList ? Array.isArray(old) : isMap(old)) return old as MutableValues | JsonValue[];
    this.#checkReplaceable(old, step, wantsList);
    const made: MutableValues | JsonValue[] = wantsList ? [] : {};
    this.#put(parent, step, made);
    return made;
  }

  /** Helm makes a map of an element that is none, but stops at a key whose value is of another type. */
  #checkReplaceable(old: JsonValue | undefined, step: Step, wantsList: boolean): void {
    const inList = typeof step.key === 'number';
    if (old === undefined || (inList && old === null)) return;
    const found = `this is ${kindOf(old)} already`;
    const expected = wantsList ? 'a list' : 'a map';
    if (inList && !wantsList) {
      this.line.warn('value-dropped', `${found}, which a map replaces`, step.at);
    } else
      this.line.fail('wrong-type', `${found}, not ${expected}; set the whole value first`, step.at);
  }

  /** Helm keeps an integer of `--set` as one; in JSON a number is a float. */
  #exact(value: JsonValue) {
    if (this.line.kind !== 'set' || typeof value !== 'number') return undefined;
    return { value, text: String(value), exact: true };
  }

  #get(parent: MutableValues | JsonValue[], { key }: Step): JsonValue | undefined {
    // An element is a member of its list, by its index.
    return member(parent as Values, String(key));
  }

  #put(parent: MutableValues | JsonValue[], step: Step, value: JsonValue): void {
    remember(parent, step.key, this.#exact(value));
    if (!Array.isArray(parent)) {
      parent[step.key] = value;
      return;
    }
    const index = step.key as number;
    this.#gaps += Math.max(0, index - parent.length);
    if (this.#gaps > MAX_GAPS) this.line.fail('too-large', 'the lists have too many gaps', step.at);
    while (parent.length < index) parent.push(null);
    parent[index] = value;
  }
}
