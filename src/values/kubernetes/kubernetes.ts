/** Types of Kubernetes as zod has them, made of the generated table when a value of them is met: most releases have few. */
import { documented } from 'kvmini-contract/documented';
import * as z from 'zod/mini';
import type { KubernetesTypes } from '../generated/kubernetes-interfaces';
import { FORMATS } from './field-formats';
import { scalar } from './scalars';
import { type Field, fieldsOf, isTypeName, type TypeName } from './table';
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

/** What may be left out, by the code of its type. */
const optionals = new Map<string, z.ZodMiniType>();

function optional(code: string): z.ZodMiniType {
  const known = optionals.get(code);
  if (known) return known;
  const type = isTypeName(code) ? lazyOptional(code) : z.optional(typeOf(code));
  optionals.set(code, type);
  return type;
}

/** Most fields of a volume, a container or a probe are left out: for those, nothing but this is made. */
function lazyOptional(code: TypeName): z.ZodMiniType {
  const own = z.lazy(() => z.optional(typeOf(code)));
  // It answers by itself, since zod would look inside, and have it made, to learn that nothing is allowed.
  const { parse } = own._zod;
  own._zod.optin = 'optional';
  own._zod.optout = 'optional';
  own._zod.parse = (payload, context) =>
    payload.value === undefined ? payload : parse(payload, context);
  own._zod.run = own._zod.parse;
  return own;
}

function fieldType(owner: TypeName, { name, code, isRequired }: Field): z.ZodMiniType {
  const format = FORMATS[`${owner}.${name}`]?.();
  if (format === undefined) return isRequired ? typeOf(code) : optional(code);
  return isRequired ? format : z.optional(format);
}

/** A type of Kubernetes by its name, such as `kubernetes('Toleration')`. */
export function kubernetes<const Name extends TypeName & keyof KubernetesTypes>(
  name: Name,
): z.ZodMiniType<KubernetesTypes[Name], KubernetesTypes[Name]> {
  return typeOf(name) as z.ZodMiniType<KubernetesTypes[Name], KubernetesTypes[Name]>;
}
