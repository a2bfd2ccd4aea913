import { once } from 'node:events';
import { isIP } from 'node:net';
import { didYouMean } from 'kvmini-contract/nearest';
import { EXIT, UsageError } from '../errors';
import { FAULTS, type Fault, type FaultRates } from '../mock/faults';
import type { MockOptions } from '../mock/options';
import { MockServer } from '../mock/server';
import { abortOnSignals } from './signals';

const LAST_PORT = 65_535;
const NUMBERS = ['port', 'ttft', 'gap', 'jitter', 'slots', 'seed'] as const;

/** The flags of `kvmini mock` as commander hands them over. */
export type MockFlags = Partial<Record<(typeof NUMBERS)[number], string>> & {
  readonly fault: readonly string[];
  readonly host?: string;
};

/** Runs `kvmini mock` until it is stopped. */
export async function mockCommand(flags: MockFlags): Promise<number> {
  const server = new MockServer(readMockFlags(flags));
  const stop = abortOnSignals();
  process.stdout.write(`Mock server on ${await server.listen()}\n`);
  if (!stop.aborted) await once(stop, 'abort');
  await server.close();
  return EXIT.done;
}

function readMockFlags(flags: MockFlags): Partial<MockOptions> {
  const numbers = NUMBERS.filter((name) => flags[name] !== undefined).map((name) => [
    name,
    readNumber(`--${name}`, flags[name] ?? ''),
  ]);
  const options: Partial<MockOptions> = Object.fromEntries(numbers);
  const { port = 0 } = options;
  if (!Number.isInteger(port) || port > LAST_PORT) {
    throw new UsageError(`--port: expected a number from 0 to ${LAST_PORT}, found "${flags.port}"`);
  }
  const { host } = flags;
  return {
    ...options,
    ...(host !== undefined && { host: readHost(host) }),
    faults: readFaults(flags.fault),
  };
}

/** A name could be several addresses, of which one would be taken. */
function readHost(text: string): string {
  if (isIP(text) !== 0) return text;
  throw new UsageError(
    `--host: expected an IP address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them, found "${text}"`,
  );
}

function readNumber(flag: string, text: string): number {
  const number = text === '' ? Number.NaN : Number(text);
  if (number >= 0) return number;
  throw new UsageError(`${flag}: expected a number of at least 0, found "${text}"`);
}

function readFaults(texts: readonly string[]): FaultRates {
  const known = Object.keys(FAULTS);
  const rates: Partial<Record<Fault, number>> = {};
  for (const text of texts) {
    const [name = '', rate = '1'] = text.split('=', 2);
    if (!known.includes(name)) {
      throw new UsageError(
        `--fault: unknown fault ${name}${didYouMean(name, known)}; known are ${known.join(', ')}`,
      );
    }
    rates[name as Fault] = readNumber(`--fault ${name}`, rate);
  }
  return rates;
}
