import { MOST_WORKERS } from 'kvmini-contract/profile';
import { LATEST_GOOD, RUN_NAME, readMaxRegression } from 'kvmini-contract/runs';
import { readServiceName } from 'kvmini-contract/service-name';
import * as z from 'zod/mini';
import { anyText, dnsLabel, flag, integer, text } from './formats';
import { isTimeZone } from './kubernetes/time-zone';
import { once } from './once';

const A_BASELINE = `${LATEST_GOOD}, latest, the name of a run such as 2026-11-26_03-00-00, or the path of its folder`;
const BASELINE = new RegExp(`^(${LATEST_GOOD}|latest|/.+)$|${RUN_NAME.source}`);

const A_FRACTION = 'a fraction such as 5% or 0.05';
const A_ZONE = 'a time zone such as Europe/Berlin or Etc/UTC';
const A_SERVER = 'NAME, isvc/NAME, llmisvc/NAME or svc/NAME:PORT';
const AN_ADDRESS = 'an address of http or https, without name and password in it';

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

const checked = (error: string, isRight: (text: string) => boolean) =>
  z.string({ error }).check(z.refine(isRight, { error }));

const target = () =>
  z.strictObject(
    {
      service: z.optional(checked(A_SERVER, (name) => typeof readServiceName(name) !== 'string')),
      namespace: z.optional(dnsLabel()),
      url: z.optional(checked(AN_ADDRESS, isAddress)),
      model: z.optional(text('the id of a model', /^[^\p{Cc}]+$/u, 1_000)),
    },
    { error: 'a map of service, namespace, url and model' },
  );

const fromZero = () => integer('a whole number from 0', 0);

/** What may be said of a run beside what a profile, the values and its claim say: each prop of its own. */
export const runProps = once(() =>
  z.strictObject({
    name: dnsLabel(),
    profile: z.optional(
      text('the name of a profile, or the path of its file', /^[^\p{Cc}]+$/u, 1_000),
    ),
    target: z.optional(target()),
    schedule: z.optional(anyText()),
    timeZone: z.optional(checked(A_ZONE, isTimeZone)),
    suspend: z.optional(flag()),
    startingDeadlineSeconds: z.optional(fromZero()),
    successfulJobsHistoryLimit: z.optional(fromZero()),
    failedJobsHistoryLimit: z.optional(fromZero()),
    ttlSecondsAfterFinished: z.optional(fromZero()),
    activeDeadlineSeconds: z.optional(integer('a whole number from 1', 1)),
    pods: z.optional(integer(`a whole number from 1 to ${MOST_WORKERS}`, 1, MOST_WORKERS)),
    baseline: z.optional(text(A_BASELINE, BASELINE, 4_096)),
    maxRegression: z.optional(
      z.union(
        [
          z.number({ error: A_FRACTION }).check(z.gte(0, { error: A_FRACTION })),
          checked(A_FRACTION, (fraction) => readMaxRegression(fraction) !== undefined),
        ],
        { error: A_FRACTION },
      ),
    ),
  }),
);

/** The props of a run that are its own. */
export type OwnRunProps = z.output<ReturnType<typeof runProps>>;
