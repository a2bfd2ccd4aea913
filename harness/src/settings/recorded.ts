import { redact } from 'kvmini-contract/redact';
import type { BenchSettings } from './settings';
import { shownAddress, shownText } from './shown';

const LONGEST_TEXT = 1_000;

/** Settings as they are shown and written: texts fit for a terminal, what may be a secret hidden, no value of a header. */
export function recordedSettings(settings: BenchSettings): Record<string, unknown> {
  const { header, headerEnv, extraBody, url, proxy, prometheusUrl, ...rest } = settings;
  return {
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, shown(value)])),
    ...(url !== undefined && { url: shownAddress(url) }),
    ...(proxy !== undefined && { proxy: shownAddress(proxy) }),
    ...(prometheusUrl !== undefined && { prometheusUrl: shownAddress(prometheusUrl) }),
    ...(header !== undefined && { header: header.map((text) => nameBefore(':', text)) }),
    ...(headerEnv !== undefined && { headerEnv: headerEnv.map((text) => nameBefore('=', text)) }),
    ...(extraBody !== undefined && { extraBody: shown(extraBody) }),
  };
}

const nameBefore = (mark: string, text: string) => shownText(text.split(mark, 1)[0]?.trim() ?? '');

/** A secret is known by the name of its field, or by its own form; a number or a flag is none. */
function isSecret(name: string, value: unknown): boolean {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return false;
  const pair = `${name.slice(0, LONGEST_TEXT)}: x`;
  return redact(pair) !== pair;
}

/** What is nested deeper, or stands further behind, is left out: a record is no copy of the body. */
const DEEPEST = 12;
const MOST_ENTRIES = 100;
const LEFT_OUT = '…';

function shown(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return shownText(value, LONGEST_TEXT);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return LEFT_OUT;
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ENTRIES).map((each) => shown(each, depth + 1));
    return value.length > MOST_ENTRIES ? [...items, LEFT_OUT] : items;
  }
  const all = Object.entries(value);
  const fields = all
    .slice(0, MOST_ENTRIES)
    .map(([name, each]) => [
      shownText(name),
      isSecret(name, each) ? '***' : shown(each, depth + 1),
    ]);
  return Object.fromEntries(all.length > MOST_ENTRIES ? [...fields, [LEFT_OUT, LEFT_OUT]] : fields);
}
