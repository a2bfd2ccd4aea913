const HIDDEN = '***';

/** In front of a host: `https://user:password@host`, also `user:password@registry` without a scheme. */
const USER_INFO = /(:\/\/)[^/?#\s"'@]*(?:@[^/?#\s"'@]*)*@|(^|[\s"'=])[^/?#\s"':@]+:[^/?#\s"'@]+@/gi;
/** Parameters of a query that sign or open it: `sig=`, `X-Amz-Signature=`, `access_token=`, `key=`. */
const PARAMETER =
  /([?&][^=&#\s"']*(?:sig|signature|token|key|secret|passw|pwd|credential|auth|code)[^=&#\s"']*=)[^&#\s"']+/gi;
/** What an HTTP header or a field of JSON calls a secret. */
const FIELD =
  /((?:authorization|api[-_]?key|token|secret|passw(?:or)?d|credential)["']?\s*[:=]\s*["']?(?:bearer |basic )?)[^\s"',;}]+/gi;
const BEARER = /\b(bearer|basic) +[a-z0-9+/=._~-]+/gi;
/** Keys as well-known services issue them. */
const ISSUED = /\b(hf_|sk-|gh[oprsu]_|github_pat_|glpat-|xox\w-|AKIA|eyJ)[\w.-]{4,}/g;

/**
 * Hides what may be a secret in a text that is to be printed or written: credentials in front of a host, parameters of
 * a query that sign it, bearer tokens, and keys in the form in which well-known services issue them.
 */
export function redact(text: string): string {
  return text
    .replace(USER_INFO, (_all, scheme?: string, before?: string) =>
      scheme === undefined ? `${before ?? ''}${HIDDEN}@` : `${scheme}${HIDDEN}@`,
    )
    .replace(PARAMETER, `$1${HIDDEN}`)
    .replace(FIELD, `$1${HIDDEN}`)
    .replace(BEARER, `$1 ${HIDDEN}`)
    .replace(ISSUED, HIDDEN);
}
