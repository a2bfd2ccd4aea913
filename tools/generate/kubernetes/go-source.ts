/** What Kubernetes' Go source says of its types, and OpenAPI doesn't: words that are allowed, and feature gates. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A field of a struct. */
export interface GoField {
  /** The name in JSON; empty where the type's own fields take its place. */
  readonly name: string;
  /** The type without `*` and package. */
  readonly type: string;
  /** Whether it can be absent, so that the empty string is a value. */
  readonly isPointer: boolean;
  /** The gates of which one is written over the field. */
  readonly gates: readonly string[];
}

/** The structs and words of some files. */
export interface GoTypes {
  readonly structs: ReadonlyMap<string, readonly GoField[]>;
  /** The constants of a type of strings. */
  readonly words: ReadonlyMap<string, readonly string[]>;
}

const FIELD = /^\t(?:\w+\s+)?(\*?)(?:\[\])?(?:\w+\.)?(\w+)\s+`json:"(\w*)/;
const GATE = /^\t\/\/ \+featureGate=(\w+)/;
const WORD = /^(?:\t|const )\w+\s+(\w+)\s*=\s*"([^"]*)"/;

function readStruct(lines: readonly string[], from: number): GoField[] {
  const fields: GoField[] = [];
  let gates: string[] = [];
  for (let i = from; i < lines.length && lines[i] !== '}'; i += 1) {
    const line = lines[i] ?? '';
    const gate = GATE.exec(line)?.[1];
    if (gate !== undefined) gates.push(gate);
    const [match, pointer, type = '', name = ''] = FIELD.exec(line) ?? [];
    if (match === undefined) continue;
    fields.push({ name, type, isPointer: pointer === '*', gates });
    gates = [];
  }
  return fields;
}

function readStructs(lines: readonly string[]): [string, GoField[]][] {
  return lines.flatMap((line, index) => {
    const struct = /^type (\w+) struct \{$/.exec(line)?.[1];
    return struct === undefined ? [] : [[struct, readStruct(lines, index + 1)]];
  });
}

function readWords(lines: readonly string[]): Map<string, string[]> {
  const words = new Map<string, string[]>();
  for (const line of lines) {
    const [, type, word] = WORD.exec(line) ?? [];
    if (type === undefined || word === undefined) continue;
    words.set(type, [...(words.get(type) ?? []), word]);
  }
  return words;
}

/** Reads `types.go` files; of two structs with one name, the first one counts. */
export function goTypes(files: readonly string[]): GoTypes {
  const lines = files.map((file) => readFileSync(file, 'utf8').split('\n'));
  const structs = new Map(lines.flatMap(readStructs).reverse());
  return { structs, words: readWords(lines.flat()) };
}

/** The fields of a struct by their names in JSON, with those of the structs in it. */
export function fieldsOf({ structs }: GoTypes, struct: string): ReadonlyMap<string, GoField> {
  const own = structs.get(struct) ?? [];
  const all = own.flatMap((field): [string, GoField][] =>
    field.name === ''
      ? [...fieldsOf({ structs, words: new Map() }, field.type)]
      : [[field.name, field]],
  );
  return new Map(all);
}

const UNVERSIONED = /^\t(\w+):\s*\{Default: (true|false)/;
const VERSIONED = /^\t\t\{Version: version\.MustParse\("1\.(\d+)"\), Default: (true|false)/;

/**
 * The feature gates that are on by default in a minor version.
 *
 * @param folder the source of Kubernetes; a gate that is gone from it has been on for three versions
 */
export function gateDefaults(folder: string, minor: number): ReadonlyMap<string, boolean> {
  const features = join(folder, 'pkg/features');
  const files = readdirSync(features).filter((name) => name.endsWith('features.go'));
  const lines = files.flatMap((file) => readFileSync(join(features, file), 'utf8').split('\n'));
  const defaults = new Map<string, boolean>();
  let gate = '';
  for (const line of lines) {
    gate = /^\t(\w+):\s*\{$/.exec(line)?.[1] ?? gate;
    const [, name, isOn] = UNVERSIONED.exec(line) ?? [];
    if (name !== undefined) defaults.set(name, isOn === 'true');
    const [, since, isOnSince] = VERSIONED.exec(line) ?? [];
    if (since !== undefined && Number(since) <= minor) defaults.set(gate, isOnSince === 'true');
  }
  return defaults;
}
