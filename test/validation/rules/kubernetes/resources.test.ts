import {
  containerResources,
  wholeBytes,
} from '../../../../src/validation/rules/kubernetes/resources';
import { type CheckRow, checkTable } from '../../../support/checks';

type Amounts = Readonly<Record<string, unknown>>;

const of = (requests: Amounts, limits: Amounts) => ({ requests, limits });
/** Where no section of the chart's is, nothing is known. */
const unknown =
  'unknown key; remove it; in TypeScript, addJsonPatch sets what the chart has no value for';

checkTable('whole bytes', wholeBytes, [
  ...[0, 1, '0', '1k', '0.5k', '1000m', '1Ki', '0.5Ki'].map((value): CheckRow => [value]),
  // What is no amount is refused by its type.
  ...['a', true, undefined, null].map((value): CheckRow => [value]),
  [0.5, 'out-of-range v: expected a whole number of bytes, found the number 0.5'],
  ['0.5', 'out-of-range v: expected a whole number of bytes, found the string "0.5"'],
  [
    '1500m',
    'out-of-range v: expected a whole number of bytes, found the string "1500m"; m is a thousandth: did you mean 1500Mi?',
  ],
  ['1n', 'out-of-range v: expected a whole number of bytes, found the string "1n"'],
]);

const BYTES = (at: string, found: string) =>
  `out-of-range ${at}: expected a whole number of bytes, found the string "${found}"`;
const GPU = 'nvidia.com/gpu';
const at = (list: string, name: string) =>
  `v.${list}${/[/]/.test(name) ? `["${name}"]` : `.${name}`}`;

/** In each of the two lists. */
const each = (amounts: Amounts, ...lines: readonly string[]): CheckRow[] => [
  [of({}, amounts), ...lines.map((line) => line.replace('LIST', 'limits'))],
  [
    of(amounts, amounts),
    ...['requests', 'limits'].flatMap((list) => lines.map((line) => line.replace('LIST', list))),
  ],
];

checkTable('names and amounts', containerResources, [
  [undefined],
  [{}],
  ...each({
    cpu: '0.5',
    memory: 1,
    'ephemeral-storage': '1Gi',
    [GPU]: 1,
    'a.kubernetes.io/b': '0.5',
  }),
  ...each({ disks: 1 }, `unknown-key v.LIST.disks: ${unknown}`),
  ...each({ disks: 'a' }, `unknown-key v.LIST.disks: ${unknown}`),
  // Kubernetes' own names are such, too.
  ...each({ 'kubernetes.io/a b': 1 }, `unknown-key v.LIST["kubernetes.io/a b"]: ${unknown}`),
  ...each({ 'requests.kubernetes.io/b': 1 }),
  ...each({ memory: '0.5' }, BYTES('v.LIST.memory', '0.5')),
  ...each({ 'ephemeral-storage': '0.5' }, BYTES('v.LIST.ephemeral-storage', '0.5')),
  ...each(
    { [GPU]: '0.5' },
    `out-of-range v.LIST["${GPU}"]: expected a whole number, since ${GPU} can't be divided, found 0.5`,
  ),
  // What is no amount is refused by its type.
  ...each({ memory: 'a', [GPU]: 'b', cpu: true, 'hugepages-2Mi': 'c' }),
]);

const page = (name: string) =>
  `wrong-format v.LIST.${name}: expected a size of pages in the name, such as hugepages-2Mi, found the string "${name}"`;
const multiple = (name: string, size: string, found: string) =>
  `out-of-range v.LIST.${name}: expected a multiple of the page's ${size}, found ${found}`;

checkTable('huge pages', containerResources, [
  ...each({ cpu: 1, 'hugepages-2Mi': '2Mi' }),
  ...each({ memory: 1, 'hugepages-2Mi': '6Mi', 'hugepages-1Gi': '1Gi' }),
  ...each({ cpu: 1, 'hugepages-2Mi': 0 }),
  ...each({ cpu: 1, 'hugepages-1': 1 }),
  ...each(
    { cpu: 1, 'hugepages-1Ki': '1.5Ki' },
    multiple('hugepages-1Ki', '1Ki', 'the string "1.5Ki"'),
  ),
  ...each({ cpu: 1, 'hugepages-2Mi': '3Mi' }, multiple('hugepages-2Mi', '2Mi', 'the string "3Mi"')),
  ...['hugepages-a', 'hugepages-0', 'hugepages-1500m'].flatMap((name) =>
    each({ cpu: 1, [name]: 1 }, page(name)),
  ),
  [
    of({}, { 'hugepages-2Mi': '2Mi' }),
    'conflict v: expected cpu or memory beside hugepages-2Mi, found neither',
  ],
  [
    of({}, { 'ephemeral-storage': 1, 'hugepages-2Mi': '2Mi' }),
    'conflict v: expected cpu or memory beside hugepages-2Mi, found neither',
  ],
  [of({ cpu: 1 }, { 'hugepages-2Mi': '2Mi' })],
  // Of a name that is wrong in itself nothing follows.
  [of({}, { 'hugepages-a': 1 }), page('hugepages-a').replace('LIST', 'limits')],
]);

const most = (name: string, request: unknown, limit: unknown): CheckRow => [
  of({ cpu: 0, [name]: request }, { cpu: 0, [name]: limit }),
  `conflict ${at('requests', name)}: expected at most the limit ${limit}, found ${request}; lower it or raise ${at('limits', name)}`,
];
const same = (name: string, request: unknown, limit: unknown): CheckRow => [
  of({ cpu: 0, [name]: request }, { cpu: 0, [name]: limit }),
  `conflict ${at('requests', name)}: expected the same as the limit ${limit}, since ${name} can't be overcommitted, found ${request}`,
];
const alone = (name: string, request: unknown): CheckRow => [
  of({ cpu: 0, [name]: request }, {}),
  `missing ${at('limits', name)}: expected the ${request} requested, since ${name} can't be overcommitted, found nothing`,
];

checkTable('requests against limits', containerResources, [
  [of({ cpu: 1, memory: 1, [GPU]: 1 }, { cpu: '1000m', memory: '1', [GPU]: '1' })],
  [
    of(
      { cpu: 1, memory: 1, 'a.kubernetes.io/b': 1 },
      { cpu: 2, memory: 2, 'a.kubernetes.io/b': 2 },
    ),
  ],
  [of({ cpu: 1, memory: 1, 'ephemeral-storage': 1, 'a.kubernetes.io/b': 1 }, {})],
  most('memory', 2, 1),
  most('ephemeral-storage', '1Ki', '1k'),
  most(GPU, 2, 1),
  most('hugepages-2Mi', '4Mi', '2Mi'),
  same(GPU, 1, 2),
  same('hugepages-2Mi', '2Mi', '4Mi'),
  alone(GPU, 1),
  alone('hugepages-2Mi', '2Mi'),
  // A limit of a name that every object of JavaScript has is none.
  [of({ toString: 1 }, {}), `unknown-key v.requests.toString: ${unknown}`],
  // Of an amount that is wrong in itself nothing follows.
  [of({ cpu: 'a' }, { cpu: 1 })],
  [of({ cpu: 2 }, { cpu: 'a' })],
  [of({ cpu: 'b' }, { cpu: 'a' })],
  [of({ memory: '1.5' }, { memory: 1 }), BYTES('v.requests.memory', '1.5')],
  [of({ memory: 2 }, { memory: '0.5' }), BYTES('v.limits.memory', '0.5')],
  [
    of({ memory: '1.5' }, { memory: '0.5' }),
    BYTES('v.requests.memory', '1.5'),
    BYTES('v.limits.memory', '0.5'),
  ],
  [of({ memory: '1.5' }, {}), BYTES('v.requests.memory', '1.5')],
]);
