import { redact } from 'kvmini-contract/redact';
import type { BenchSettings } from './settings';
import { shownAddress, shownText } from './shown';

const LONGEST_TEXT = 1_000;

/** Settings as they are shown and written: texts fit for a terminal, what may be a secret hidden, no value of a header. */
export function recordedSettings(settings: BenchSettings): Record<string, unknown> {
  const { header, headerEnv, extraBody, url, proxy, ...rest } = settings;
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, shown(value)])),
    ...(url !== undefined && { url: shownAddress(url) }),
    ...(proxy !== undefined && { proxy: shownAddress(proxy) }),
    ...(header !== undefined && { header: header.map((text) => nameBefore(':', text)) }),
    ...(headerEnv !== undefined && { headerEnv: headerEnv.map((text) => nameBefore('=', text)) }),
    ...(extraBody !== undefined && { extraBody: shown(extraBody) }),
  };
}

const nameBefore = (mark: string, text: string) => shownText(text.split(mark, 1)[0]?.trim() ?? '');

/** A secret is known by the name of its field, or by its own form. */
const hides = (name: string) => {
  const pair = `${name}: x`;
  return redact(pair) !== pair;
};

function shown(value: unknown): unknown {
  if (typeof value === 'string') return shownText(value, LONGEST_TEXT);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      shownText(name),
      hides(name) && typeof each !== 'number' && typeof each !== 'boolean' && each !== null
        ? '***'
        : shown(each),
    ]),
  );
}
