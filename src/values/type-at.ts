import { documented } from 'kvmini-contract/documented';
import type * as z from 'zod/mini';
import { isTypeName, type TypeName } from './kubernetes/table';
import type { Path } from './path';
import { valuesSchema } from './schema';

/** The parts of zod's definitions that lead from a type to the types inside it. */
interface Definition {
  readonly innerType?: z.ZodMiniType;
  readonly element?: z.ZodMiniType;
  readonly valueType?: z.ZodMiniType;
  readonly shape?: Shape;
  readonly catchall?: z.ZodMiniType;
}

type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** What zod keeps of a type: its definition, and the type that a lazy one stands for. */
interface Internals {
  readonly def: Definition;
  readonly innerType?: z.ZodMiniType;
}

/** What a type makes optional, lazy, or gives a default. */
function within(type: z.ZodMiniType): z.ZodMiniType | undefined {
  const { def, innerType = def.innerType } = type._zod as unknown as Internals;
  return innerType;
}

/** A type's definition below what makes it optional, lazy or gives it a default. */
function definition(type: z.ZodMiniType): Definition {
  const inner = within(type);
  return inner ? definition(inner) : (type._zod.def as Definition);
}

/** The type of Kubernetes that a type is, or makes optional. */
export function kubernetesType(type: z.ZodMiniType): TypeName | undefined {
  const id = documented.get(type)?.id;
  if (id !== undefined && isTypeName(id)) return id;
  const inner = within(type);
  return inner && kubernetesType(inner);
}

/** The keys of a map type with their types, or `undefined` for any other type. */
export function shapeOf(type: z.ZodMiniType): Shape | undefined {
  return definition(type).shape;
}

/** The settings of a section, or `undefined` for what is no section: a setting, also one that is a map. */
export function sectionShape(type: z.ZodMiniType): Shape | undefined {
  const { shape } = type._zod.def as Definition;
  return shape && documented.get(type)?.default === undefined ? shape : undefined;
}

/** The type of a member of a map or list, or `undefined` where anything may be one. */
export function typeIn(type: z.ZodMiniType, part: string | number): z.ZodMiniType | undefined {
  const { shape, element, valueType } = definition(type);
  const own = shape && Object.hasOwn(shape, part) ? shape[part] : undefined;
  return own ?? element ?? valueType;
}

/** The type of what stands at a path of the values, or `undefined` where anything may. */
export function typeAt(path: Path): z.ZodMiniType | undefined {
  let here: z.ZodMiniType = valuesSchema();
  for (const part of path) {
    const next = typeIn(here, part);
    if (next === undefined) return undefined;
    here = next;
  }
  return here;
}

/** The keys that are known at a path of the values; none where any key goes. */
export function knownKeys(path: Path): readonly string[] {
  const type = typeAt(path);
  return type === undefined ? [] : Object.keys(shapeOf(type) ?? {});
}

/** Whether only the known keys may stand at a path of the values. */
export function isClosed(path: Path): boolean {
  const type = typeAt(path);
  return type !== undefined && definition(type).catchall?._zod.def.type === 'never';
}

/** The type of Kubernetes that stands at a path of the values. */
export function kubernetesTypeAt(path: Path): TypeName | undefined {
  const type = typeAt(path);
  return type && kubernetesType(type);
}
