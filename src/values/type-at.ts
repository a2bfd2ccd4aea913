import type * as z from 'zod/mini';
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

/** A type's definition below what makes it optional, lazy or gives it a default. */
function definition(type: z.ZodMiniType): Definition {
  const { def, innerType = def.innerType } = type._zod as unknown as Internals;
  return innerType ? definition(innerType) : def;
}

/** The keys of a map type with their types, or `undefined` for any other type. */
export function shapeOf(type: z.ZodMiniType): Shape | undefined {
  return definition(type).shape;
}

/** The type of what stands at a path of the values, or `undefined` where anything may. */
export function typeAt(path: Path): z.ZodMiniType | undefined {
  let here: z.ZodMiniType = valuesSchema();
  for (const part of path) {
    const { shape, element, valueType } = definition(here);
    const own = shape && Object.hasOwn(shape, part) ? shape[part] : undefined;
    const next = own ?? element ?? valueType;
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
