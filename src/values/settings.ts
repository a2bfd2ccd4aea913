import type * as z from 'zod/mini';
import { type Documented, documented } from '../documented';
import { valuesSchema } from './schema';

/** A key of the values: a setting, or the section that holds some. */
export interface Setting extends Documented {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** Its type. */
  readonly type: z.ZodMiniType;
  /** Whether it is a group of further keys. */
  readonly isSection: boolean;
}

type Shape = Readonly<Record<string, z.ZodMiniType>>;

/** The keys directly below a section, or `undefined` for a setting. */
function shapeOf(type: z.ZodMiniType): Shape | undefined {
  const { shape } = type._zod.def as unknown as { shape?: Shape };
  return shape;
}

/** All keys below a section, each before the keys below it, in the order of the schema. */
export function* settings(
  section: z.ZodMiniType = valuesSchema,
  parent: readonly string[] = [],
): Generator<Setting> {
  for (const [key, type] of Object.entries(shapeOf(section) ?? {})) {
    const known = documented.get(type);
    if (known === undefined) continue;
    const path = [...parent, key];
    const isSection = shapeOf(type) !== undefined;
    yield { path, type, isSection, ...known };
    if (isSection) yield* settings(type, path);
  }
}
