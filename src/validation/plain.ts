import { inherited, isPlainObject } from '../helm/json';
import type { Path } from '../values/path';
import { isTemplate } from './received';
import type { ValuesIssueCode } from './values-error';
import { textProblem } from './yaml-text';

const DEEPEST = 100;

/** Keys that can't be written, and why. */
const FORBIDDEN_KEYS: ReadonlyMap<string, string> = new Map([
  ['__proto__', 'this one means something else to JavaScript'],
  ['constructor', 'cdk8s takes a map with this one for an object of a class'],
  ['<<', 'this one merges maps in YAML'],
]);

/** Something that is not plain JSON, or not safe to write as YAML. */
export interface NotPlain {
  readonly code: ValuesIssueCode;
  readonly path: Path;
  readonly expected: string;
  readonly received: string;
}

/** An object of a class that can't be taken for a map. */
function ofClass(object: object): string {
  const name: unknown = Object.getPrototypeOf(object)?.constructor?.name;
  const members = inherited(object);
  const isBuiltIn = Object.prototype.toString.call(object) !== '[object Object]';
  const why = isBuiltIn || members === '' ? '' : `, which does not hold ${members} itself`;
  return `an object of class ${name || '?'}${why}`;
}

/** What was found in values by going through them once. */
export interface Findings {
  /** What is not plain JSON: functions, dates, cycles, NaN, text that YAML can't carry. */
  readonly problems: readonly NotPlain[];
  /** Where texts stand that look like Helm's templates. */
  readonly templates: readonly Path[];
  /** Whether a map or list stands in more than one place; what is in it is told for one of them. */
  readonly hasShared: boolean;
}

/** Goes through values, and keeps what it finds. */
class Look implements Findings {
  public readonly problems: NotPlain[] = [];
  public readonly templates: Path[] = [];
  public hasShared = false;

  /** Where it is. */
  private readonly path: (string | number)[] = [];
  /** The maps and lists that it is in. */
  private readonly above: object[] = [];
  /** The maps and lists that were gone into, and how deep the deepest was: the same again has nothing more to tell. */
  private readonly known = new Map<object, number>();

  public look(value: unknown): void {
    const type = typeof value;
    if (type === 'string') this.text(value as string);
    else if (type === 'object' && value !== null) this.object(value as object);
    else if (type === 'number' && !Number.isFinite(value)) {
      this.problem('not-json', 'a number', String(value));
    } else if (type === 'function' || type === 'symbol' || type === 'bigint') {
      this.problem('not-json', 'plain JSON', `a ${type}`);
    }
  }

  private problem(code: ValuesIssueCode, expected: string, received: string): void {
    this.problems.push({ code, path: [...this.path], expected, received });
  }

  private text(text: string): void {
    this.wholeText(text);
    if (isTemplate(text)) this.templates.push([...this.path]);
  }

  private wholeText(text: string): void {
    const problem = textProblem(text);
    if (problem) this.problem('unsafe-text', problem.expected, problem.received);
  }

  private object(object: object): void {
    const received = this.obstacle(object);
    if (received !== undefined) this.problem('not-json', 'plain JSON', received);
    else if (!this.isKnown(object)) {
      this.above.push(object);
      if (Array.isArray(object)) this.list(object);
      else this.map(object);
      this.above.pop();
    }
  }

  /** Why an object can't be gone into, if so. */
  private obstacle(object: object): string | undefined {
    if (this.above.includes(object)) return 'a cycle';
    if (this.above.length > DEEPEST) return `more than ${DEEPEST} levels`;
    return Array.isArray(object) || isPlainObject(object) ? undefined : ofClass(object);
  }

  private isKnown(object: object): boolean {
    const depth = this.known.get(object);
    if (depth !== undefined) {
      this.hasShared = true;
      if (depth >= this.above.length) return true;
    }
    this.known.set(object, this.above.length);
    return false;
  }

  private list(list: readonly unknown[]): void {
    const expected = 'a value in every place of a list';
    for (const [index, item] of list.entries()) {
      this.path.push(index);
      if (item === undefined || item === null) {
        this.problem('not-json', expected, item === null ? 'null' : 'nothing');
      } else this.look(item);
      this.path.pop();
    }
  }

  private map(map: object): void {
    for (const [key, value] of Object.entries(map)) {
      this.wholeText(key);
      this.path.push(key);
      const why = FORBIDDEN_KEYS.get(key);
      if (why) this.problem('unsafe-text', `another key, since ${why}`, key);
      this.look(value);
      this.path.pop();
    }
  }
}

/** Goes through values once. */
export function lookAt(values: unknown): Findings {
  const look = new Look();
  look.look(values);
  return look;
}

/** All that is not plain JSON in values; in what stands in several places, once. */
export const notPlain = (values: unknown): readonly NotPlain[] => lookAt(values).problems;
