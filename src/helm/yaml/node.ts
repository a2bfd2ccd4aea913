import type { Node, Pair, Scalar as ScalarNode, YAMLMap, YAMLSeq } from 'yaml';
import type { HelmValuesErrorCode, HelmValuesWarningCode } from '../error';
import { isMap, isWellFormed, type JsonValue, MAX_DEPTH, type MutableValues } from '../json';
import { remember, rememberAll } from '../written';
import { blankBlock } from './block';
import { readScalar, type Scalar } from './scalar';
import { readTagged } from './tagged';

/** How problems in a file are reported; offsets count from the beginning of the document. */
export interface Reporter {
  fail(code: HelmValuesErrorCode, problem: string, offset: number): never;
  warn(code: HelmValuesWarningCode, problem: string, offset: number): void;
}

/** What aliases may expand to; a scalar counts its length. */
const MAX_EXPANDED = 1_000_000;
const NODE_WEIGHT = 10;
const STANDARD_TAG = 'tag:yaml.org,2002:';
const MERGE_TAGS = new Set(['!', `${STANDARD_TAG}merge`]);

/** Turns the nodes of one YAML document into JSON as Helm does. */
export class YamlNodeReader {
  readonly #anchors = new Map<string, Node>();
  /** Anchored nodes that are being read: an alias to one of them would never end. */
  readonly #open = new Set<Node>();
  #aliases = 0;
  #expanded = 0;
  #depth = 0;

  constructor(
    readonly yaml: typeof import('yaml'),
    readonly report: Reporter,
  ) {}

  /** The JSON value of `node`; `undefined` stands for an empty one. */
  read(node: Node | null | undefined): JsonValue {
    if (!node) return null;
    if (this.yaml.isAlias(node)) return this.#readAlias(node.source, offsetOf(node));
    this.#weigh(node);
    if (this.yaml.isScalar(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      return this.#readJson(node);
    }
    return this.#readCollection(node as YAMLMap | YAMLSeq);
  }

  #readCollection(node: YAMLMap | YAMLSeq): JsonValue {
    if (node.anchor) this.#anchors.set(node.anchor, node);
    if (this.#depth >= MAX_DEPTH) this.#tooDeep(node);
    this.#open.add(node);
    this.#depth += 1;
    const value = this.yaml.isMap(node)
      ? this.#readMap(node)
      : node.items.map((item) => this.read(item as Node));
    this.#depth -= 1;
    this.#open.delete(node);
    return value;
  }

  #tooDeep(node: Node): never {
    return this.report.fail('too-large', `nested over ${MAX_DEPTH} deep`, offsetOf(node));
  }

  #weigh(node: Node): void {
    if (this.#aliases === 0) return;
    const length = this.yaml.isScalar(node) ? String(node.value).length : 0;
    this.#expanded += NODE_WEIGHT + length;
    if (this.#expanded <= MAX_EXPANDED) return;
    this.report.fail('too-large', 'the aliases expand too far', offsetOf(node));
  }

  #readAlias(name: string, offset: number): JsonValue {
    const node = this.#anchors.get(name);
    if (!node) return this.report.fail('syntax', 'this alias has no anchor before it', offset);
    if (this.#open.has(node)) this.report.fail('syntax', 'this alias contains itself', offset);
    this.#aliases += 1;
    const value = this.read(node);
    this.#aliases -= 1;
    return value;
  }

  #readMap(map: YAMLMap): JsonValue {
    const values: MutableValues = {};
    const seen = new Set<string>();
    for (const pair of map.items as Pair<Node, Node | null>[]) {
      if (this.#isMerge(pair.key)) {
        this.#merge(values, pair);
        continue;
      }
      const key = this.#readKey(pair.key);
      if (seen.has(key)) {
        this.report.warn(
          'duplicate-key',
          'this key is there twice; the last one counts',
          offsetOf(pair.key),
        );
      }
      seen.add(key);
      values[key] = this.read(pair.value);
      this.#remember(values, key, pair.value);
    }
    return values;
  }

  /** The digits of a number, as the user would put them in quotes. */
  #remember(values: MutableValues, key: string, node: Node | null): void {
    const target = this.yaml.isAlias(node) ? this.#anchors.get(node.source) : node;
    const value = values[key];
    const isNumber = typeof value === 'number' && this.yaml.isScalar(target);
    remember(
      values,
      key,
      isNumber ? { value, text: String(target.value), exact: false } : undefined,
    );
  }

  /** Unquoted, or with the tag that says it: `!!merge <<`, as yq writes it, or `!`. */
  #isMerge(key: Node): boolean {
    if (!this.yaml.isScalar(key) || key.value !== '<<') return false;
    return key.tag === undefined ? key.type === 'PLAIN' : MERGE_TAGS.has(key.tag);
  }

  /** Of several maps in a list the first has precedence; keys written before `<<` are overwritten, as in Helm. */
  #merge(values: MutableValues, { key, value }: Pair<Node, Node | null>): void {
    const merged = this.read(value);
    const isList = Array.isArray(merged) && this.yaml.isSeq(value);
    for (const map of isList ? merged.toReversed() : [merged]) {
      if (!isMap(map)) {
        this.report.fail('wrong-type', '"<<" needs a map or a list of maps', offsetOf(key));
      }
      Object.assign(values, map);
      rememberAll(values, map);
    }
  }

  #readKey(node: Node): string {
    const target = this.yaml.isAlias(node) ? this.#anchors.get(node.source) : node;
    const offset = offsetOf(node);
    if (!this.yaml.isScalar(target)) {
      return this.report.fail('wrong-type', 'a key must be a word, not a map or a list', offset);
    }
    if (target.anchor) this.#anchors.set(target.anchor, target);
    const { type, value } = this.#resolve(target);
    if (type === 'null') this.report.fail('wrong-type', 'a key cannot be null; quote it', offset);
    const precise = type !== 'int' || Number.isSafeInteger(value);
    if (type === 'float' || !precise) {
      this.report.fail('numeric-key', 'Helm would round this number; quote the key', offset);
    }
    if (value === '__proto__') {
      this.report.fail('forbidden-key', 'the key "__proto__" is not allowed', offset);
    }
    return String(value);
  }

  #readJson(node: ScalarNode): JsonValue {
    const { value } = this.#resolve(node);
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    return this.report.fail('not-json', 'JSON has no infinity and no ".nan"', offsetOf(node));
  }

  #resolve(node: ScalarNode): Scalar {
    const text = blankBlock(node) ?? String(node.value);
    if (!isWellFormed(text)) {
      this.report.fail('not-json', 'half a surrogate pair is no character', offsetOf(node));
    }
    const { tag } = node;
    if (tag === undefined && node.type === 'PLAIN') return readScalar(text);
    if (!tag?.startsWith(STANDARD_TAG)) return { type: 'str', value: text };
    const name = tag.slice(STANDARD_TAG.length);
    const scalar = readTagged(name, text);
    return scalar ?? this.report.fail('wrong-type', `this is no !!${name}`, offsetOf(node));
  }
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
