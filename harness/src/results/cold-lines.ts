import type { NumberFormat } from '../figures/format';
import type { ColdFigures, Moment } from './cold';

/** What each part of a start is, up to its moment. */
const PARTS: Readonly<Record<Moment, string>> = {
  created: 'pod made',
  scheduled: 'scheduled',
  initialized: 'init containers',
  pulled: 'image pulled',
  started: 'container started',
  ready: 'ready',
  firstToken: 'first token',
};

/** Starts from zero as lines for people: each part in seconds, then each round. */
export function coldLines(
  cold: ColdFigures | undefined,
  { number }: NumberFormat,
): (readonly [label: string, text: string])[] {
  if (!cold) return [];
  const { way, deployment, replicas, rounds, parts } = cold;
  const seconds = (ms: number | null) => number(ms === null ? null : ms / 1_000);
  const how =
    way === 'Deployment'
      ? `scaled from ${replicas} to zero and back`
      : `caught at zero, where ${way} had brought it`;
  return [
    ['Starts from zero', `${rounds.length} of the Deployment ${deployment}, ${how}`],
    ...parts.map(({ part, mean, low, high }) => {
      const bounds = low === null ? '' : ` (${seconds(low)} to ${seconds(high)})`;
      return [`… ${PARTS[part]}`, `${seconds(mean)} s${bounds}`] as const;
    }),
    ...rounds.map(({ round, pod, imageWasThere, moments }) => {
      const image = imageWasThere === true ? ', image was on the node' : '';
      const text = `ready after ${seconds(moments.ready)} s, first token after ${seconds(moments.firstToken)} s`;
      return [`Round ${round + 1}`, `${text} (${pod ?? 'no pod seen'}${image})`] as const;
    }),
  ];
}
