import { printable } from 'kvmini-contract/printable';
import { redact } from 'kvmini-contract/redact';
import { isObject } from './delta';
import type { Phase, Reason } from './row';

/** Of a longer text only so much is looked at. */
const LOOKED_AT = 1_000;
/** So much of a prompt in a message is no chance. */
const REPEATED = 24;
const LEFT_OUT = '(left out, since it repeats the prompt)';

/** What a JSON answer says of its error: servers have many words for it. */
export function messageIn(value: unknown, depth = 3): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (!isObject(value) || depth === 0) return undefined;
  if (Array.isArray(value)) return messageIn(value[0], depth - 1);
  const { error, message, detail, msg, reason, type } = value as Record<string, unknown>;
  for (const each of [error, message, detail, msg, reason, type]) {
    const found = messageIn(each, depth - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What the body of a failed answer says: its message where it is JSON, the title of a page, else its text. */
export function messageOfBody(body: string): string | undefined {
  const text = body.trim();
  try {
    return messageIn(JSON.parse(text));
  } catch {
    // Not JSON, or only the begin of it: whatever else stands in it may be the prompt.
    if (/^[{[]/.test(text)) return /"(?:message|detail)"\s*:\s*"([^"\\]{1,500})/.exec(text)?.[1];
  }
  const title = text.startsWith('<')
    ? (/<title[^>]{0,100}>([^<]{1,200})/i.exec(text)?.[1] ?? '')
    : text;
  return title.trim() === '' ? undefined : title;
}

/** Makes the messages of failures fit to be shown and written: each reason's first one. */
export class FirstMessages {
  private readonly recorded = new Set<string>();

  /** @param secrets texts that must not be in a message, such as the API key */
  constructor(private readonly secrets: readonly string[]) {}

  /**
   * Says why a request failed; `undefined` if this reason was recorded before.
   *
   * @param prompt whose text is never shown
   */
  of(
    phase: Phase,
    reason: Reason,
    said: string | undefined,
    prompt: () => string,
  ): string | undefined {
    const key = `${phase} ${reason}`;
    if (said === undefined || this.recorded.has(key)) return undefined;
    this.recorded.add(key);
    return this.shown(said, prompt());
  }

  private shown(said: string, prompt: string): string {
    const start = said.slice(0, LOOKED_AT).replace(/\s+/g, ' ').trim();
    if (repeats(start, prompt)) return LEFT_OUT;
    const hidden = this.secrets
      .filter((secret) => secret !== '')
      .reduce((text, secret) => text.replaceAll(secret, '***'), start);
    return printable(redact(hidden));
  }
}

function repeats(text: string, prompt: string): boolean {
  const flat = prompt.replace(/\s+/g, ' ').trim();
  const length = Math.min(REPEATED, flat.length);
  if (length < 4) return false;
  for (let at = 0; at + length <= text.length; at++) {
    if (flat.includes(text.slice(at, at + length))) return true;
  }
  return false;
}
