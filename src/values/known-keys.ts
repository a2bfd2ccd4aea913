import type * as z from 'zod/mini';
import type { Path } from './path';
import { valuesSchema } from './schema';

/** The parts of zod's definitions that lead from a type to the types inside it. */
interface Definition {
  readonly innerType?: z.ZodMiniType;
  readonly element?: z.ZodMiniType;
  readonly valueType?: z.ZodMiniType;
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
}

function definition(type: z.ZodMiniType): Definition {
  const found = type._zod.def as unknown as Definition;
  return found.innerType ? definition(found.innerType) : found;
}

/** The keys that are known at a path of the values; none where any key goes. */
export function knownKeys(path: Path): readonly string[] {
  let here = definition(valuesSchema);
  for (const part of path) {
    const next = here.shape?.[part] ?? here.element ?? here.valueType;
    if (next === undefined) return [];
    here = definition(next);
  }
  return Object.keys(here.shape ?? {});
}
