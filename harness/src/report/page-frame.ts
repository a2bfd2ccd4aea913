import { type Html, html } from './html';
import { STYLE } from './style';

/**
 * A whole page with the look of this program.
 *
 * @param refreshSeconds how often a browser loads it again; never by default
 */
export function page(title: string, body: Html, refreshSeconds?: number): string {
  const refresh = refreshSeconds && html`<meta http-equiv="refresh" content="${refreshSeconds}">`;
  const { text } = html`<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">${refresh}<title>${title}</title>
<style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
  return `<!doctype html>\n${text}\n`;
}
