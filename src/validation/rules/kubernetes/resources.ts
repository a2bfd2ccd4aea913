import { isQualifiedName } from '../../../values/formats';
import { formatPath, type Path } from '../../../values/path';
import { compareQuantities, isMultipleOf, isQuantity, isWhole } from '../../../values/quantity';
import { advice, mismatch, unknownKey } from '../../issues';
import { type Check, type Fields, type Finding, fieldsOf, wrong } from '../finding';

const NATIVE = new Set(['cpu', 'memory', 'ephemeral-storage']);
const HUGEPAGES = 'hugepages-';
/** Kubernetes' own domain: what is in it is no device plugin's, and may be divided and overcommitted. */
const KUBERNETES = 'kubernetes.io/';
/** What the names of a quota begin with. */
const QUOTA = 'requests.';

const isHugePages = (name: string) => name.startsWith(HUGEPAGES);

/** A name with a domain, as device plugins have them; with the prefix of a quota it has to be a name as well. */
const hasDomain = (name: string) =>
  name.includes('/') && isQualifiedName(`${QUOTA}${name}`) && !name.startsWith(QUOTA);

/** A device plugin's resource, which the scheduler counts in whole numbers. */
const isExtended = (name: string) => hasDomain(name) && !name.includes(KUBERNETES);

/** `ValidateContainerResourceName` of Kubernetes' core validation. */
function isKnown(name: string): boolean {
  if (NATIVE.has(name) || hasDomain(name)) return true;
  return name.includes(KUBERNETES)
    ? isQualifiedName(name)
    : isHugePages(name) && isQualifiedName(name);
}

const BYTES = /^(?:memory|ephemeral-storage)$/;

/** What is meant by `512m`, which is half a byte. */
const meant = (amount: string | number) =>
  /m$/.test(String(amount))
    ? `; m is a thousandth: did you mean ${String(amount).slice(0, -1)}Mi?`
    : '';

/** An amount of bytes of which none is divided: the API server takes it, and no container starts in half a byte. */
export const wholeBytes: Check = function* (value, at) {
  if (!isQuantity(value) || isWhole(value)) return;
  yield wrong('out-of-range', at, 'a whole number of bytes', value, meant(value));
};

/** A page of memory as `hugepages-2Mi` names it, or `undefined` where it is none. */
function pageOf(name: string): string | undefined {
  const page = name.slice(HUGEPAGES.length);
  return isQuantity(page) && isWhole(page) && compareQuantities(page, 0) > 0 ? page : undefined;
}

/** `validateResourceQuantityHugePageValue`. */
function* hugePages(name: string, amount: string | number, at: Path): Generator<Finding> {
  const page = pageOf(name);
  const example = 'a size of pages in the name, such as hugepages-2Mi';
  if (page === undefined) yield wrong('wrong-format', at, example, name);
  else if (!isMultipleOf(amount, page)) {
    yield wrong('out-of-range', at, `a multiple of the page's ${page}`, amount);
  }
}

function* amounts(list: Fields, at: Path): Generator<Finding> {
  const left = advice();
  for (const [name, amount] of Object.entries(list)) {
    const here = [...at, name];
    if (!isKnown(name)) yield unknownKey(at, name, left);
    else if (!isQuantity(amount)) continue;
    else if (isHugePages(name)) yield* hugePages(name, amount, here);
    else if (BYTES.test(name)) yield* wholeBytes(amount, here);
    else if (isExtended(name) && !isWhole(amount)) {
      const expected = `a whole number, since ${name} can't be divided`;
      yield mismatch('out-of-range', here, expected, String(amount));
    }
  }
}

type Amount = string | number;

/** A request with its limit, if there is one. */
function* againstLimit(
  name: string,
  request: Amount,
  limit: Amount | undefined,
  at: Path,
): Generator<Finding> {
  const here = [...at, 'requests', name];
  const order = limit === undefined ? -1 : compareQuantities(request, limit);
  if (order > 0) {
    const remedy = `; lower it or raise ${formatPath([...at, 'limits', name])}`;
    yield mismatch('conflict', here, `at most the limit ${limit}`, String(request), remedy);
  } else if (order < 0 && (isExtended(name) || isHugePages(name))) {
    const same = `since ${name} can't be overcommitted`;
    if (limit === undefined) {
      yield wrong('missing', [...at, 'limits', name], `the ${request} requested, ${same}`, limit);
    } else {
      yield mismatch('conflict', here, `the same as the limit ${limit}, ${same}`, String(request));
    }
  }
}

/** A request is at most the limit, and the same where nothing can be overcommitted: `validateResourceRequirements`. */
function* againstLimits(requests: Fields, limits: Fields, at: Path): Generator<Finding> {
  for (const [name, request] of Object.entries(requests)) {
    const limit = Object.hasOwn(limits, name) ? limits[name] : undefined;
    if (!isQuantity(request) || !(limit === undefined || isQuantity(limit))) continue;
    // Of an amount that is wrong in itself nothing follows.
    if (BYTES.test(name) && !(isWhole(request) && isWhole(limit ?? 0))) continue;
    yield* againstLimit(name, request, limit, at);
  }
}

/** Pages come with CPU or memory. */
function* pagesAlone(all: Fields, at: Path): Generator<Finding> {
  const names = Object.keys(all);
  const pages = names.find((name) => isHugePages(name) && pageOf(name) !== undefined);
  if (pages === undefined || names.some((name) => name === 'cpu' || name === 'memory')) return;
  yield mismatch('conflict', at, `cpu or memory beside ${pages}`, 'neither');
}

/**
 * What a container asks for, and may use.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export const containerResources: Check = function* (value, at) {
  const { requests: asked, limits: allowed } = fieldsOf(value);
  const [requests, limits] = [fieldsOf(asked), fieldsOf(allowed)];
  yield* amounts(requests, [...at, 'requests']);
  yield* againstLimits(requests, limits, at);
  yield* amounts(limits, [...at, 'limits']);
  yield* pagesAlone({ ...requests, ...limits }, at);
};
