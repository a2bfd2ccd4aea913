/** Types of Kubernetes as zod has them, made of the generated table when a value of them is met: most releases have few. */
import { documented } from 'kvmini-contract/documented';
import * as z from 'zod/mini';
import type { KubernetesTypes } from '../generated/kubernetes-interfaces';
import { FORMATS } from './field-formats';
import { scalar } from './scalars';
import { type Field, fieldsOf, type TypeName } from './table';
import { TYPE_CHECKS, type TypeCheck } from './type-checks';

/** What was made, by the code of the type. */
const made = new Map<string, z.ZodMiniType>();

function typeOf(code: string): z.ZodMiniType {
  const known = made.get(code);
  if (known) return known;
  const type = make(code);
  made.set(code, type);
  return type;
}

function make(code: string): z.ZodMiniType {
  const inner = code.slice(0, -2);
  if (code.endsWith('[]')) {
    return z.array(typeOf(inner), { error: inner === 's' ? 'a list of strings' : 'a list' });
  }
  if (code.endsWith('{}')) {
    const error = inner === 's' ? 'a map of strings' : 'a map';
    return z.record(z.string(), typeOf(inner), { error });
  }
  return scalar(code) ?? lazyMap(code as TypeName);
}

function lazyMap(name: TypeName): z.ZodMiniType {
  const own = z.lazy(() => map(name));
  // What it is for is only told at build time.
  documented.add(own, { id: name, description: '' });
  return own;
}

function map(name: TypeName): z.ZodMiniType {
  const shape = fieldsOf(name).map((field) => [field.name, fieldType(name, field)]);
  const own = z.strictObject(Object.fromEntries(shape), { error: 'a map' });
  const check = TYPE_CHECKS[name]?.();
  return check === undefined ? own : own.check(asZod(check));
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function asZod(check: TypeCheck): z.core.$ZodCheck<Record<string, unknown>> {
  return z.check(
    ({ value, issues }) => {
      const found = check(value);
      if (found) issues.push({ code: 'custom', input: value, params: { ...found } });
    },
    // A mistake in one field hides none in another.
    { when: ({ value }) => isMap(value) },
  );
}

const optionals = new Map<z.ZodMiniType, z.ZodMiniType>();

function optional(type: z.ZodMiniType): z.ZodMiniType {
  const known = optionals.get(type) ?? z.optional(type);
  optionals.set(type, known);
  return known;
}

function fieldType(owner: TypeName, { name, code, isRequired }: Field): z.ZodMiniType {
  const type = FORMATS[`${owner}.${name}`]?.() ?? typeOf(code);
  return isRequired ? type : optional(type);
}

/** A type of Kubernetes by its name, such as `kubernetes('Toleration')`. */
export function kubernetes<const Name extends TypeName & keyof KubernetesTypes>(
  name: Name,
): z.ZodMiniType<KubernetesTypes[Name], KubernetesTypes[Name]> {
  return typeOf(name) as z.ZodMiniType<KubernetesTypes[Name], KubernetesTypes[Name]>;
}
