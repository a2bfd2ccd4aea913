import { type LocatedIssue, unknownKey } from '../issues';
import { compareQuantities, isWhole } from '../quantity';
import { rule } from './rule';

type List = Readonly<Record<string, string | number | undefined>>;

const NATIVE = new Set(['cpu', 'memory', 'ephemeral-storage']);
const HUGEPAGES = /^hugepages-/;
const EXTENDED =
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)\/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** A name the scheduler knows: its own, huge pages, or a device plugin's with a domain. */
function names(key: 'requests' | 'limits', list: List): LocatedIssue[] {
  return Object.keys(list)
    .filter((name) => !NATIVE.has(name) && !HUGEPAGES.test(name) && !EXTENDED.test(name))
    .map((name) => unknownKey(['resources', key], name));
}

function extended(key: 'requests' | 'limits', list: List): LocatedIssue[] {
  return Object.entries(list)
    .filter(([name, amount]) => EXTENDED.test(name) && amount !== undefined && !isWhole(amount))
    .map(([name, amount]) => ({
      at: ['resources', key, name],
      message: `expected a whole number, since ${name} can't be divided, found ${amount}`,
      expected: 'a whole number',
      received: String(amount),
    }));
}

function aboveLimit(requests: List, limits: List): LocatedIssue[] {
  return Object.entries(requests).flatMap(([name, request]) => {
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (request === undefined || limit === undefined) return [];
    if (compareQuantities(request, limit) <= 0) return [];
    return {
      at: ['resources', 'requests', name],
      message: `expected at most the limit ${limit}, found ${request}; lower it or raise resources.limits.${name}`,
      expected: `at most ${limit}`,
      received: String(request),
    };
  });
}

/** Extended resources can't be overcommitted: a request needs the same limit. */
function overcommitted(requests: List, limits: List): LocatedIssue[] {
  return Object.entries(requests)
    .filter(([name]) => EXTENDED.test(name))
    .filter(([name, request]) => {
      const limit = limits[name];
      return limit === undefined || compareQuantities(request ?? 0, limit) < 0;
    })
    .map(([name, request]) => ({
      at: ['resources', 'requests', name],
      message: `expected resources.limits["${name}"] to be the same, since ${name} can't be overcommitted, found ${request} requested and a limit of ${limits[name] ?? 'nothing'}`,
    }));
}

/** @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/ */
export const resources = rule(['resources'], ({ resources: { requests, limits } }) => [
  ...names('requests', requests),
  ...extended('requests', requests),
  ...aboveLimit(requests, limits),
  ...overcommitted(requests, limits),
  ...names('limits', limits),
  ...extended('limits', limits),
]);
