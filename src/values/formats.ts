import { DURATION_ABOVE_0 } from 'kvmini-contract/duration';
import { FULL_LABEL_VALUE } from 'kvmini-contract/label-value';
import * as z from 'zod/mini';
import { once } from './once';
import { QUANTITY } from './quantity';

/** A string of one form; `expected` finishes the sentence "expected …" wherever it is refused. */
export function text(expected: string, form: RegExp, longest = 253): z.ZodMiniString {
  const error = expected;
  return z.string({ error }).check(z.regex(form, { error }), z.maxLength(longest, { error }));
}

/** Lets a format be empty, which in a Helm chart means: not set. */
export function orEmpty(expected: string, form: RegExp): z.ZodMiniString {
  return text(`${expected}, or "" for none`, new RegExp(`^$|${form.source}`, form.flags));
}

/** The largest number that Kubernetes' own int32 fields hold. */
const INT32 = 2_147_483_647;

/** A whole number within bounds. */
export function integer(error: string, minimum: number, maximum = INT32): z.ZodMiniNumberFormat {
  return z.int({ error }).check(z.gte(minimum, { error }), z.lte(maximum, { error }));
}

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(...words: T) {
  return z.enum(words, { error: `one of ${words.join(', ')}` });
}

/** One of a few words, or nothing. */
export function oneOfOrEmpty<const T extends readonly string[]>(...words: T) {
  return z.enum(['', ...words], { error: `one of ${words.join(', ')}, or "" for none` });
}

/** `true` or `false`, not a word that means it. */
export const flag = once(() => z.boolean({ error: 'true or false' }));

/** Any text, the empty one too. */
export const anyText = once(() => z.string({ error: 'a string' }));

// Helm checks these patterns with Go's regexp, which has no look-ahead.

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
export const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** As {@link DNS_LABEL}, but a letter comes first: what a Service may be called. */
export const DNS_1035_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Labels joined by dots; at most 253 characters, which {@link text} sees to. */
export const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A label key: an optional DNS prefix with a slash, then a name of at most 63 characters. */
export const QUALIFIED_NAME =
  /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** A label key in which case does not matter in the prefix either: an annotation's. */
export const ANNOTATION_KEY = new RegExp(QUALIFIED_NAME.source.replaceAll('a-z0-9', 'A-Za-z0-9'));

const LONGEST_PREFIX = 253;
/** With a slash, and a name of 63. */
const LONGEST_KEY = LONGEST_PREFIX + 64;

const hasShortPrefix = (key: string) => key.lastIndexOf('/') <= LONGEST_PREFIX;

/** Whether a text may be a label's key: what {@link QUALIFIED_NAME} says, and how long the prefix may be. */
export const isQualifiedName = (key: string): boolean =>
  QUALIFIED_NAME.test(key) && hasShortPrefix(key);

/** A label's value: at most 63 characters, or nothing. */
export const LABEL_VALUE = new RegExp(`^(${FULL_LABEL_VALUE.source.slice(1, -1)})?$`);

export const dnsLabel = once(() =>
  text('a DNS label (a-z, 0-9 and "-", at most 63 characters)', DNS_LABEL),
);

/** A number, or a string of one form. */
export function numberOrText(
  error: string,
  number: z.ZodMiniType<number>,
  form: RegExp,
  longest?: number,
) {
  return z.union([number, text(error, form, longest)], { error });
}

const A_QUANTITY = 'a Kubernetes quantity such as 500m, 2 or 4Gi';

export const quantity = once(() =>
  numberOrText(
    A_QUANTITY,
    z.number({ error: A_QUANTITY }).check(z.gte(0, { error: A_QUANTITY })),
    QUANTITY,
  ),
);

export const duration = once(() =>
  text('a duration above 0 such as 3600s, 90m or 1h30m', DURATION_ABOVE_0),
);

const PROMETHEUS = 'a Prometheus duration such as 30s, 1m30s or 500ms, or "" for its own';

/** @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
export const prometheusDuration = once(() =>
  text(PROMETHEUS, /^(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/),
);

function key(kind: string, form: RegExp): z.ZodMiniString {
  const expected = `${kind} key: a name of at most 63 characters, with an optional DNS prefix and "/"`;
  return text(expected, form, LONGEST_KEY).check(z.refine(hasShortPrefix, { error: expected }));
}

const annotationKey = once(() => key('an annotation', ANNOTATION_KEY));

export const labelKey = once(() => key('a label', QUALIFIED_NAME));

export const labelValue = once(() =>
  text('a label value: at most 63 of a-z, A-Z, 0-9, "-", "_" and "."', LABEL_VALUE),
);

export const annotations = once(() =>
  z.record(annotationKey(), anyText(), {
    error: 'a map of annotations',
  }),
);

export const labels = once(() => z.record(labelKey(), labelValue(), { error: 'a map of labels' }));
