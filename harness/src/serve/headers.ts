/** Nothing may run, load, send, or frame it. */
const NOTHING = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "frame-ancestors 'none'",
  "form-action 'none'",
  "base-uri 'none'",
];

const COMMON = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** Headers of a page of this program: what servers call themselves is in it, and must do nothing. */
export const PAGE_HEADERS = { ...COMMON, 'content-security-policy': NOTHING.join('; ') };

/**
 * Headers of a file of a run, which anyone who can write the volume has written: it is of no origin, so that it reads
 * no other run, and what stands in it does not run.
 */
export const FILE_HEADERS = {
  ...COMMON,
  'content-security-policy': ['sandbox', ...NOTHING, 'img-src data:'].join('; '),
};
