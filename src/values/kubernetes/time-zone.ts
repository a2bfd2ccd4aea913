/** A zone as the database of IANA has it: its parts begin with capitals, and Go finds them by their exact letters. */
const FORM = /^[A-Z][A-Za-z0-9+_-]*(\/[A-Z][A-Za-z0-9+_-]*)*$/;

/** Whether a CronJob takes a time zone: one of IANA's, such as `Europe/Berlin`; not `Local`, and no offset. */
export function isTimeZone(name: string): boolean {
  if (!FORM.test(name) || name === 'Local') return false;
  const known = knownAs(name);
  // Of other letters than the zone has, this is another file to Go.
  return known !== undefined && (known === name || known.toLowerCase() !== name.toLowerCase());
}

/** What the runtime calls a zone, by whatever of its names. */
function knownAs(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
