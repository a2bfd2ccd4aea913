import type { KvminiValues } from '../../values/generated/kvmini-values';
import type { LocatedWarning } from '../warnings';
import { makesClaim } from './persistence';
import { warningRule } from './rule';

/** Nothing is so small: its unit is missing. */
const SMALLEST = 2 ** 20;

/** A size without a unit is one in bytes. */
function inBytes(
  at: LocatedWarning['at'],
  size: unknown,
  use: string,
  unit: string,
): LocatedWarning[] {
  const text = String(size ?? '');
  if (!/^\d+$/.test(text) || Number(text) >= SMALLEST) return [];
  const message = `without a unit, these are bytes, in which ${use}; did you mean ${text}${unit}?`;
  return [{ code: 'may-fail', at, message }];
}

type Resources = KvminiValues['resources'];

const memory = (at: readonly string[], { requests, limits }: Resources) =>
  Object.entries({ requests, limits }).flatMap(([part, amounts]) =>
    inBytes([...at, part, 'memory'], amounts?.memory, 'no program runs', 'Mi'),
  );

/** Memory of which no program can start. */
export const memoryWithoutUnit = warningRule(['resources', 'workers'], ({ resources, workers }) => [
  ...memory(['resources'], resources),
  ...memory(['workers', 'resources'], workers.resources),
]);

/** A claim in which nothing has room. */
export const sizeWithoutUnit = warningRule(['persistence'], (values) =>
  makesClaim(values)
    ? inBytes(['persistence', 'size'], values.persistence.size, 'no results have room', 'Gi')
    : [],
);
