import type * as z from 'zod/mini';
import { once } from './once';

/** A value or section at the top of the schema. */
export interface TopLevelValue<Type extends z.ZodMiniType = z.ZodMiniType> {
  /** The title of the table in docs/values.md that it stands in. */
  readonly table: string;
  /** Its type, made when a user sets it: most set few. */
  readonly type: () => Type;
}

/** Values that stand in one table of docs/values.md, by what makes the type of each. */
export function readmeTable<Make extends Readonly<Record<string, () => z.ZodMiniType>>>(
  table: string,
  values: Make,
): { [Key in keyof Make]: TopLevelValue<ReturnType<Make[Key]>> } {
  const entries = Object.entries(values).map(([key, make]) => [key, { table, type: once(make) }]);
  return Object.fromEntries(entries);
}
