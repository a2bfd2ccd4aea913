import { type Documented, documented } from 'kvmini-contract/documented';
import type * as z from 'zod/mini';
import { valuesSchema } from './schema';
import { shapeOf } from './type-at';

/** A key of the values: a setting, or the section that holds some. */
export interface Setting extends Documented {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** Its type. */
  readonly type: z.ZodMiniType;
  /** Whether it is a group of further keys. */
  readonly isSection: boolean;
}

/** All keys below a section, each before the keys below it, in the order of the schema. */
export function* settings(
  section: z.ZodMiniType = valuesSchema(),
  parent: readonly string[] = [],
): Generator<Setting> {
  for (const [key, type] of Object.entries(shapeOf(section) ?? {})) {
    const known = documented.get(type);
    if (known === undefined) continue;
    const path = [...parent, key];
    // A map that is passed to Kubernetes is one setting, with a default, although its fields are known.
    const isSection = shapeOf(type) !== undefined && known.default === undefined;
    yield { path, type, isSection, ...known };
    if (isSection) yield* settings(type, path);
  }
}
