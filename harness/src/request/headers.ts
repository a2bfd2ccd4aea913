import { printable } from 'kvmini-contract/printable';
import { redact } from 'kvmini-contract/redact';
import { UsageError } from '../errors';
import { shownText } from '../settings/shown';
import { VERSION } from '../version';

/** Headers by their names in lower case; their values may be secret and are shown and written nowhere. */
export type Headers = Readonly<Record<string, string>>;

/** A header's name. @see https://www.rfc-editor.org/rfc/rfc9110#name-tokens */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What a header can carry: one line of Latin-1. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Headers that the harness itself decides, with the reason. */
const RESERVED: Readonly<Record<string, string>> = {
  'content-length': 'it is the length of the request',
  'transfer-encoding': 'requests are sent with their length',
  connection: 'connections are kept by the harness',
  'keep-alive': 'connections are kept by the harness',
  'proxy-connection': 'connections are kept by the harness',
  'proxy-authorization': 'write the name and password into the address of --proxy',
  upgrade: 'only HTTP/1.1 is spoken',
  expect: 'requests are sent at once',
  te: 'answers are read without trailers',
  trailer: 'requests have none',
  'accept-encoding': 'compressed answers are not read',
  'x-request-id': 'each request has its own',
};

/** What a setting of headers may hold: `--header` and `--header-env`. */
export interface HeaderSettings {
  readonly header?: readonly string[] | undefined;
  readonly headerEnv?: readonly string[] | undefined;
  readonly apiKeyEnv?: string | undefined;
}

/**
 * Reads the headers that every request to the target carries.
 *
 * @throws UsageError with all problems; it shows no value
 */
export function readHeaders(settings: HeaderSettings, env: NodeJS.ProcessEnv): Headers {
  const given = [
    ...(settings.header ?? []).map(plainHeader),
    ...(settings.headerEnv ?? []).map((text) => secretHeader(text, env)),
  ];
  const key = readApiKey(settings.apiKeyEnv, env);
  const all = key === undefined ? given : [...given, ['authorization', `Bearer ${key}`] as const];
  const problems = all.flatMap((each) => problemOf(each, all));
  if (problems.length > 0) throw new UsageError([...new Set(problems)].join('\n'));
  return Object.fromEntries(all.filter((each) => typeof each !== 'string'));
}

/** The names of headers as they are shown and written, without their values. */
export const shownHeaders = (headers: Headers): string[] =>
  Object.keys(headers).map((name) => shownText(name));

/** The headers of a request to the target; those that the user gave win. */
export function requestHeaders(stream: boolean, given: Headers): Headers {
  return {
    'content-type': 'application/json',
    accept: stream ? 'text/event-stream' : 'application/json',
    'user-agent': `kvmini/${VERSION}`,
    ...given,
  };
}

/** A header, or what is wrong with what should be one. */
type Read = readonly [name: string, value: string] | string;

function problemOf(read: Read, all: readonly Read[]): string[] {
  if (typeof read === 'string') return [read];
  const [name, value] = read;
  const flag = '--header or --header-env';
  if (name in RESERVED) return [`${flag}: ${name} can't be given: ${RESERVED[name]}`];
  if (!VALUE.test(value)) {
    const where = name === 'authorization' ? '--api-key-env or --header' : flag;
    return [
      `${where}: the value of ${name} can't be sent in a header, which holds one line of Latin-1 characters`,
    ];
  }
  const same = all.filter((each) => typeof each !== 'string' && each[0] === name);
  if (same.length === 1) return [];
  const both = name === 'authorization' ? '--api-key-env, --header and --header-env' : flag;
  return [`${both}: ${name} is given ${same.length} times; give it once`];
}

function plainHeader(text: string): Read {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim().toLowerCase();
  if (TOKEN.test(name)) return [name, text.slice(colon + 1).trim()];
  return "--header: expected 'Name: value', found a text without a header's name before a colon";
}

function secretHeader(text: string, env: NodeJS.ProcessEnv): Read {
  const [name = '', variable = ''] = text.split('=').map((part) => part.trim());
  if (!TOKEN.test(name) || !text.includes('=')) {
    return "--header-env: expected 'name=VARIABLE', the environment variable that holds the header's value, found another text";
  }
  const value = fromVariable(variable, env);
  if (typeof value === 'string') return [name.toLowerCase(), value];
  return `--header-env: expected 'name=VARIABLE' with a variable that holds the value; ${value.problem}`;
}

function readApiKey(name: string | undefined, env: NodeJS.ProcessEnv): string | undefined {
  if (name === undefined) return undefined;
  const key = fromVariable(name, env);
  if (typeof key === 'string') return key;
  throw new UsageError(
    `--api-key-env: expected the name of an environment variable that holds a key; ${key.problem}`,
  );
}

/** The value of a variable without blanks and line ends around it, as a Secret's file or value often has them. */
function fromVariable(name: string, env: NodeJS.ProcessEnv): string | { readonly problem: string } {
  // A key that was given instead of a name must not be shown.
  if (!VARIABLE.test(name) || redact(name) !== name) {
    return { problem: "what was given is no variable's name" };
  }
  const value = env[name]?.trim();
  if (value) return value;
  const state = value === undefined ? 'not set' : 'empty';
  return { problem: `${printable(name)} is ${state}` };
}
