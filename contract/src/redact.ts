const HIDDEN = '***';

// Each repetition has a bound, so that no text, however it is made, takes more than time in line with its length.

/** In front of a host: `https://user:password@host`. */
const USER_INFO = /(:\/\/)[^/?#\s"'@]{0,2048}(?:@[^/?#\s"'@]{0,2048}){0,8}@/gi;
/** The same without a scheme: `user:password@registry`. */
const BARE_USER_INFO = /(^|[\s"'=(,])[^/?#\s"':@=(,]{1,256}:[^/?#\s"'@]{1,512}@/gi;
/** Parameters of a query that sign or open it: `sig=`, `X-Amz-Signature=`, `access_token=`, `key=`. */
const PARAMETER =
  /([?&;][^=&#;?\s"']{0,64}?(?:sig|signature|token|key|secret|passw|pwd|credential|auth|code)[^=&#;?\s"']{0,64}=)[^&#\s"']+/gi;
/** What an HTTP header, a field of JSON or a flag calls a secret; within quotes all of it. */
const FIELD =
  /((?:authorization|api[-_]?key|access[-_]?key(?:[-_]?id)?|private[-_]?key|token|secret|passw(?:or)?d|passphrase|credentials?)["']?\s{0,8}[:=]\s{0,8}(?:(?:bearer|basic|token) )?)(?:"[^"\n]{1,4096}"|'[^'\n]{1,4096}'|[^\s"',;}]+)/gi;
const BEARER = /\b(bearer|basic) {1,8}[a-z0-9+/=._~-]+/gi;
/** Keys as well-known services issue them. */
const ISSUED =
  /\b(hf_|sk-|sk_live_|rk_live_|gsk_|nvapi-|npm_|gh[oprsu]_|github_pat_|glpat-|dop_v1_|xox\w-|AKIA|ASIA|AIza|eyJ)[\w.-]{4,}/g;
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]{0,8192}?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;

/** Names of what is mostly a secret. */
const SECRET_NAME =
  /passw|passphrase|pwd|secret|token|(api|access|private)[-_]?key|credential|auth|bearer/i;

/** Whether what has this name, such as a field, a header or a variable, is mostly a secret. */
export const namesSecret = (name: string): boolean => SECRET_NAME.test(name);

/**
 * Hides what is a secret by its own form: credentials in front of a host, parameters of a query that sign it, bearer
 * tokens, private keys, and keys in the form in which well-known services issue them.
 */
export function redactForms(text: string): string {
  return text
    .replace(PRIVATE_KEY, HIDDEN)
    .replace(USER_INFO, `$1${HIDDEN}@`)
    .replace(BARE_USER_INFO, `$1${HIDDEN}@`)
    .replace(PARAMETER, `$1${HIDDEN}`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(ISSUED, HIDDEN);
}

/**
 * Hides what may be a secret in a text that is to be printed or written: by its form, as {@link redactForms} does, and by
 * the name in front of it, as in `password: x` or `"api_key": "x"`.
 */
export function redact(text: string): string {
  const byName = text.replace(FIELD, (all: string, name: string) => {
    const quote = all.charAt(name.length);
    return quote === '"' || quote === "'" ? `${name}${quote}${HIDDEN}${quote}` : `${name}${HIDDEN}`;
  });
  return redactForms(byName);
}
