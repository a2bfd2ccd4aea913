import type { Path } from '../../../values/path';
import {
  type Check,
  each,
  type Fields,
  type Finding,
  fieldsOf,
  inside,
  itemsOf,
  mostItems,
  needed,
  textOf,
  wrong,
} from '../finding';
import { address } from './addresses';
import { dnsSubdomain } from './texts';

const MOST_SERVERS = 3;
const MOST_SEARCHES = 32;
const LONGEST_SEARCHES = 2048;

/** `ValidateDNS1123SubdomainWithUnderScore`, of a domain that may end with its dot; before 1.33, one without underscores. */
const search: Check = function* (value, at) {
  const text = textOf(value).replace(/\.$/, '');
  const part = '[a-z0-9_]([-a-z0-9_]*[a-z0-9])?';
  const isName = text.length <= 253 && new RegExp(`^${part}(\\.${part})*$`).test(text);
  if (value !== '.' && !isName) yield wrong('wrong-format', at, 'a DNS domain', value);
  else if (value === '.' || text.includes('_')) {
    const expected = 'a DNS domain of a-z, 0-9, "-" and "."';
    yield { ...wrong('wrong-format', at, expected, value), before: 33 };
  }
};

function* searches(list: unknown, at: Path): Generator<Finding> {
  yield* mostItems(list, at, MOST_SEARCHES);
  const { length } = itemsOf(list).join(' ');
  if (length > LONGEST_SEARCHES) {
    const expected = `at most ${LONGEST_SEARCHES} characters together`;
    yield wrong('out-of-range', at, expected, length);
  }
  yield* each(list, at, search);
}

/** `validatePodDNSConfig` of Kubernetes' core validation. */
export const dnsConfig = (policy: unknown): Check =>
  function* (value, at) {
    const config: Fields = fieldsOf(value);
    const { nameservers } = config;
    const here = [...at, 'nameservers'];
    if (policy === 'None' && itemsOf(nameservers).length === 0) {
      const expected = 'at least one name server, since dnsPolicy is None';
      yield wrong('missing', here, expected, nameservers);
    }
    yield* mostItems(nameservers, here, MOST_SERVERS);
    yield* each(nameservers, here, address);
    yield* searches(config.searches, [...at, 'searches']);
    yield* inside(config, at, 'options', (list, inner) =>
      each(list, inner, (option, place) => needed(fieldsOf(option), place, 'name')),
    );
  };

/** `ValidateHostAliases`. */
export const hostAliases: Check = (list, at) =>
  each(list, at, function* (item, here) {
    const alias = fieldsOf(item);
    yield* inside(alias, here, 'ip', address);
    yield* each(alias.hostnames, [...here, 'hostnames'], dnsSubdomain);
  });
