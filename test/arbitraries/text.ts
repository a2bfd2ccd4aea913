import * as fc from 'fast-check';
import { DURATION_ABOVE_0 } from 'kvmini-contract/duration';
import { notPlain } from '../../src/validation/plain';
import {
  DNS_1035_LABEL,
  DNS_LABEL,
  DNS_SUBDOMAIN,
  LABEL_VALUE,
  QUALIFIED_NAME,
} from '../../src/values/formats';

/** Text that YAML, Helm's templates or a shell could take for something else. */
const HARD_TEXTS = [
  ...['', ' ', ' padded ', 'yes', 'NO', 'on', 'y', 'true', 'null', '~', '-', '- a', '?', '<<'],
  ...['0777', '0x1F', '1_000', '1.10', '1e3', '.5', '+1', '1:30', '2024-01-01', '.inf', '0b1'],
  ...['a: b', 'a #b', '# a', '{a: b}', '[a]', '*a', '&a', '!a', '%a', '@a', '`a`', '|', '>', ','],
  ...['{{ .Release.Name }}', '{{', '$HOME', '$(HOME)', '\\', '\\n', '"', "'", '"a"', '<&>'],
  ...[
    'two\nlines',
    'ends with a break\n',
    '\n',
    '\ta\t',
    'a\r\nb',
    'a:\n\tb\n\t',
    '  two\n lines',
    'é ü 漢 🚀',
  ],
  ...['---', '...', '--- a\n...\n', `long ${'words '.repeat(40)}`, 'x'.repeat(300)],
];

/** Whether values may hold it. */
export const isPlain = (one: string) => notPlain(one).length === 0;

/** Any text that values may hold. */
export const text = (): fc.Arbitrary<string> =>
  fc
    .oneof(fc.constantFrom(...HARD_TEXTS), fc.string(), fc.string({ unit: 'grapheme' }))
    .filter(isPlain);

/** Text of a form; `0o17` is refused, whatever form it has. */
export const matching = (form: RegExp, longest = 253) =>
  fc.stringMatching(form).filter((one) => one.length <= longest && isPlain(one));

/** What looks like a number or a boolean is a name, too. */
const orHard = (form: RegExp, ...hard: string[]) =>
  fc.oneof({ arbitrary: matching(form), weight: 4 }, fc.constantFrom(...hard));

export const dnsLabel = () => orHard(DNS_LABEL, '1', 'true', 'null', '0x1f', 'a'.repeat(63));

export const letterFirstLabel = () => orHard(DNS_1035_LABEL, 'true', 'no', 'null', 'e1', 'y');

export const dnsSubdomain = () => orHard(DNS_SUBDOMAIN, '1.5', '1.10', 'a.b-c.d', 'yes', '1e3');

export const qualifiedName = () =>
  orHard(QUALIFIED_NAME, 'true', '1', 'example.com/a.b_c', 'null', '1.5');

export const labelValue = () => orHard(LABEL_VALUE, '', '1', 'true', '1.10', 'null', 'A_b.c');

export const labels = () => fc.dictionary(qualifiedName(), labelValue(), { maxKeys: 3 });

export const annotations = () => fc.dictionary(qualifiedName(), text(), { maxKeys: 3 });

export const duration = () => orHard(DURATION_ABOVE_0, '1h30m', '3600s', '1.5s', '250ms');

/** An image tag, with or without a digest. */
export const tag = () =>
  orHard(/^[A-Za-z0-9_][-A-Za-z0-9_.]{0,20}$/, '', '1.10', '1e3', `v1@sha256:${'0f'.repeat(32)}`);
