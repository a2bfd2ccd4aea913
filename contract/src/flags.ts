import type { ProfileLoad } from './profile';

/** The flag of a setting of `kvmini bench`, for example `--max-tokens`. */
export const flagOf = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** A value as the text behind its flag: limits as `ttft=200ms,good=0.95`, any other map as JSON. */
function textOf(name: string, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (name !== 'slo') return JSON.stringify(value);
  return Object.entries(value)
    .filter(([, limit]) => limit !== undefined)
    .map(([limit, most]) => `${limit}=${most}`)
    .join(',');
}

function flagFor(name: string, value: unknown): string {
  const flag = flagOf(name);
  if (typeof value !== 'boolean') return `${flag}=${textOf(name, value)}`;
  return value ? flag : flag.replace('--', '--no-');
}

/** The load of a run as flags of `kvmini bench`, each with its value in one argument. */
export const loadFlags = (load: ProfileLoad): readonly string[] =>
  Object.entries(load)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => flagFor(name, value));
