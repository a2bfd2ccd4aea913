import { QUALIFIED_NAME } from '../../values/formats';
import { compareQuantities, isWhole } from '../../values/quantity';
import { advice, type LocatedIssue, unknownKey } from '../issues';
import { rule } from './rule';

type List = Readonly<Record<string, string | number | undefined>>;

const NATIVE = new Set(['cpu', 'memory', 'ephemeral-storage']);
const HUGEPAGES = /^hugepages-[1-9]\d*([KMGTPE]i|[kMGTPE])?$/;
/** Kubernetes' own domain: what is in it is no device plugin's, and may be divided and overcommitted. */
const KUBERNETES = 'kubernetes.io/';
/** What the names of a quota begin with. */
const QUOTA = 'requests.';

/** A name with a domain, as device plugins have them. */
const hasDomain = (name: string) =>
  name.includes('/') && QUALIFIED_NAME.test(name) && !name.startsWith(QUOTA);

/** A device plugin's resource, which the scheduler counts in whole numbers. */
const isExtended = (name: string) => hasDomain(name) && !name.includes(KUBERNETES);

/** A name the scheduler knows: its own, huge pages, or one with a domain. */
function names(key: 'requests' | 'limits', list: List): LocatedIssue[] {
  const left = advice();
  return Object.keys(list)
    .filter((name) => !NATIVE.has(name) && !HUGEPAGES.test(name) && !hasDomain(name))
    .map((name) => unknownKey(['resources', key], name, left));
}

function extended(key: 'requests' | 'limits', list: List): LocatedIssue[] {
  return Object.entries(list)
    .filter(([name, amount]) => isExtended(name) && amount !== undefined && !isWhole(amount))
    .map(([name, amount]) => ({
      code: 'out-of-range',
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
      code: 'conflict',
      at: ['resources', 'requests', name],
      message: `expected at most the limit ${limit}, found ${request}; lower it or raise resources.limits.${name}`,
      expected: `at most ${limit}`,
      received: String(request),
    };
  });
}

/** Extended resources and huge pages can't be overcommitted: a request needs the same limit. */
function overcommitted(requests: List, limits: List): LocatedIssue[] {
  return Object.entries(requests)
    .filter(([name]) => isExtended(name) || HUGEPAGES.test(name))
    .filter(([name, request]) => {
      const limit = limits[name];
      return limit === undefined || compareQuantities(request ?? 0, limit) < 0;
    })
    .map(([name, request]) => ({
      code: 'conflict',
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
