import * as z from 'zod/mini';

/** What the project knows of a value beside its type. */
export interface Documented {
  /** A sentence for the interface, the JSON Schema, `values.yaml` and the table in docs/values.md. */
  readonly description: string;
  /** What the chart uses where the user says nothing. */
  readonly default?: unknown;
  /** The name of a type that is used in more than one place. */
  readonly id?: string;
}

/** Descriptions and defaults by schema: the one place where a default stands. */
export const documented = z.registry<Documented>();

/** An optional field of a map, with its description. */
export function field<T extends z.ZodMiniType>(type: T, description: string): z.ZodMiniOptional<T> {
  const own = z.optional(type);
  documented.add(own, { description });
  return own;
}
