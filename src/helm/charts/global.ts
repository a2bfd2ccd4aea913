import { helmWarning } from '../error';
import { isMap, type JsonValue, joinPath, type MutableValues, member, type Values } from '../json';
import { rememberAll } from '../written';
import { type CoalesceContext, coalesceInto } from './coalesce';

/**
 * Pushes a parent's `global` into the values of a subchart, which the caller owns.
 *
 * The parent wins, key by key. Where a map meets something else, the subchart's value stays, with a warning.
 *
 * @param context its path is the subchart's
 */
export function pushGlobals(child: MutableValues, parent: Values, context: CoalesceContext): void {
  const from = Object.hasOwn(parent, 'global') ? parent.global : {};
  const to = Object.hasOwn(child, 'global') ? child.global : {};
  const path = joinPath(context.path, 'global');
  if (!isMap(from) || !isMap(to)) {
    skip(context, path, `the ${isMap(to) ? 'parent' : 'subchart'} has a "global" that is no map`);
    return;
  }
  const globals: MutableValues = { ...to };
  rememberAll(globals, to);
  for (const [key, value] of Object.entries(from)) {
    pushGlobal(globals, key, value, { ...context, path: joinPath(path, key), keepNulls: true });
  }
  child.global = globals;
}

function pushGlobal(
  globals: MutableValues,
  key: string,
  value: JsonValue,
  context: CoalesceContext,
): void {
  const own = member(globals, key);
  // Helm copies one level only: what a subchart adds to a map below shows in its parent and siblings too.
  const pushed = isMap(value) ? { ...value } : value;
  if (isMap(pushed)) rememberAll(pushed, value as Values);
  if (own === undefined) globals[key] = pushed;
  else if (isMap(own) !== isMap(pushed))
    skip(context, context.path, 'only one of parent and subchart has a map');
  else {
    if (isMap(own) && isMap(pushed)) coalesceInto(pushed, own, context);
    globals[key] = pushed;
  }
}

function skip(context: CoalesceContext, path: string, why: string): void {
  const message = `${path}: ${why}; the parent's value does not reach the subchart`;
  context.warnings.push(helmWarning({ code: 'global-skipped', message, path }));
}
