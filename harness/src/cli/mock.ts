import { once } from 'node:events';
import { isIP } from 'node:net';
import { flagOf } from 'kvmini-contract/flags';
import { didYouMean } from 'kvmini-contract/nearest';
import { EXIT, UsageError } from '../errors';
import { FAULTS, type Fault, type FaultRates } from '../mock/faults';
import { GENERATIONS, type Generation } from '../mock/names';
import type { MockOptions } from '../mock/options';
import { MockReplicas } from '../mock/replicas';
import { MockServer } from '../mock/server';
import { abortOnSignals } from './signals';

const LAST_PORT = 65_535;
const NUMBERS = ['port', 'ttft', 'gap', 'jitter', 'slots', 'seed'] as const;
const SERVER_NUMBERS = ['maxModelLen', 'kvTokens', 'readyAfter'] as const;
const MOST_REPLICAS = 100;

/** The flags of `kvmini mock` as commander hands them over. */
export type MockFlags = Partial<
  Record<(typeof NUMBERS)[number] | (typeof SERVER_NUMBERS)[number], string>
> & {
  readonly fault: readonly string[];
  readonly host?: string;
  readonly replicas?: string;
  readonly serverVersion?: string;
  readonly metrics?: string;
  readonly prefixCache?: boolean;
  readonly enablePerRequestMetrics?: boolean;
  readonly enablePromptTokensDetails?: boolean;
};

/** Runs `kvmini mock` until it is stopped. */
export async function mockCommand(flags: MockFlags): Promise<number> {
  const options = readMockFlags(flags);
  const count = readReplicas(flags.replicas);
  const server = count === undefined ? new MockServer(options) : new MockReplicas(count, options);
  const stop = abortOnSignals();
  const listening = await server.listen();
  const text =
    typeof listening === 'string'
      ? listening
      : `${listening.url} before ${listening.replicas.join(', ')}`;
  process.stdout.write(`Mock server on ${text}\n`);
  if (!stop.aborted) await once(stop, 'abort');
  await server.close();
  return EXIT.done;
}

function readMockFlags(flags: MockFlags): Partial<MockOptions> {
  const numbers = [...NUMBERS, ...SERVER_NUMBERS]
    .filter((name) => flags[name] !== undefined)
    .map((name) => [name, readNumber(flagOf(name), flags[name] ?? '')]);
  const options: Partial<MockOptions> = Object.fromEntries(numbers);
  const { port = 0 } = options;
  if (!Number.isInteger(port) || port > LAST_PORT) {
    throw new UsageError(`--port: expected a number from 0 to ${LAST_PORT}, found "${flags.port}"`);
  }
  const { host, serverVersion, metrics } = flags;
  return {
    ...options,
    ...(host !== undefined && { host: readHost(host) }),
    ...(serverVersion !== undefined && { serverVersion }),
    ...(metrics !== undefined && { metrics: readGeneration(metrics) }),
    prefixCache: flags.prefixCache === true,
    perRequestMetrics: flags.enablePerRequestMetrics === true,
    promptTokensDetails: flags.enablePromptTokensDetails === true,
    faults: readFaults(flags.fault),
  };
}

function readGeneration(text: string): Generation {
  const known = GENERATIONS.find((each) => each === text);
  if (known !== undefined) return known;
  throw new UsageError(
    `--metrics: expected ${GENERATIONS.join(', ')}, found "${text}"${didYouMean(text, GENERATIONS)}`,
  );
}

function readReplicas(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= MOST_REPLICAS) return count;
  throw new UsageError(`--replicas: expected a number from 1 to ${MOST_REPLICAS}, found "${text}"`);
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
