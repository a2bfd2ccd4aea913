import { KUBERNETES_TYPES } from '../generated/kubernetes-types';

/** A type of Kubernetes that values may have. */
export type TypeName = keyof typeof KUBERNETES_TYPES;

/** From when on Kubernetes has a field, or takes a word. */
export interface Availability {
  /** The minor version of Kubernetes 1 that brought it, where the oldest supported one has it not. */
  readonly since?: number;
  /** The feature gate that it is behind even in the newest version: an administrator has to turn it on. */
  readonly gate?: string;
}

/** A word that a field may be. */
export interface Word extends Availability {
  readonly word: string;
}

/** A field of a type. */
export interface Field extends Availability {
  readonly name: string;
  readonly isRequired: boolean;
  /**
   * Its type: `s` a string, `b` a boolean, `i` and `l` integers of 32 and 64 bits, `q` a quantity, `p` a number or name
   * of a port, `=A|B` one of a few words, or the name of another type; behind it `[]` for a list, `{}` for a map.
   */
  readonly code: string;
}

/** `~Gate` for what is behind a feature gate, `@34` for what came with 1.34. */
function availability(mark: string): Availability {
  if (mark === '') return {};
  return mark.startsWith('~') ? { gate: mark.slice(1) } : { since: Number(mark.slice(1)) };
}

const FIELD = /^(\w+)(!?)(~\w+|@\d+)?:(.+)$/;

function field(text: string): Field {
  const [, name = '', required, mark = '', code = ''] = FIELD.exec(text) ?? [];
  return { name, isRequired: required === '!', code, ...availability(mark) };
}

/** Whether a type is one of Kubernetes'. */
export function isTypeName(name: string): name is TypeName {
  return Object.hasOwn(KUBERNETES_TYPES, name);
}

/** What was read of the table, by the type. */
const read = new Map<TypeName, ReadonlyMap<string, Field>>();

function fields(type: TypeName): ReadonlyMap<string, Field> {
  const known = read.get(type);
  if (known) return known;
  const made = new Map(
    KUBERNETES_TYPES[type].split(' ').map((text) => {
      const own = field(text);
      return [own.name, own];
    }),
  );
  read.set(type, made);
  return made;
}

/** The fields of a type, in the order of their names. */
export const fieldsOf = (type: TypeName): readonly Field[] => [...fields(type).values()];

/** A field of a type by its name. */
export const fieldOf = (type: TypeName, name: string): Field | undefined => fields(type).get(name);

function word(text: string): Word {
  const [, own = '', mark = ''] = /^(.*?)(~\w+|@\d+)?$/.exec(text) ?? [];
  return { word: own, ...availability(mark) };
}

const words = new Map<string, readonly Word[]>();

/** The words of an enumeration's code; the empty one where absence may be written so. */
export function wordsOf(code: string): readonly Word[] {
  const known = words.get(code) ?? code.slice(1).split('|').map(word);
  words.set(code, known);
  return known;
}
