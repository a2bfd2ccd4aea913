/** Length of a run's name without the number behind it. */
const STAMP = 'YYYY-MM-DD_HH-MM-SS'.length;

/** Puts the names of runs in order, as `sort` wants it: the newest first, `-10` before `-9`. */
export function newestFirst(a: string, b: string): number {
  const [first, second] = [a.slice(0, STAMP), b.slice(0, STAMP)];
  if (first !== second) return first < second ? 1 : -1;
  return Number(b.slice(STAMP + 1)) - Number(a.slice(STAMP + 1));
}

/** When a run began, by its name: milliseconds since 1970, or `NaN` where the name holds no date. */
export function startOf(name: string): number {
  const [day = '', time = ''] = name.slice(0, STAMP).split('_');
  return Date.parse(`${day}T${time.replaceAll('-', ':')}Z`);
}
