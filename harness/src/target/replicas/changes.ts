import type { Serving, ServingPod, ServingState } from '../../results/serving';

const MOST_NAMED = 10;

/** What changed of the target between two times, a sentence each. */
export function changesOf(start: ServingState, end: ServingState): string[] {
  return [
    ...podChanges(start.pods ?? [], end.pods ?? [], !start.pods || !end.pods),
    ...changed('the version', start.version, end.version),
    ...changed('the model', start.model, end.model),
    ...changed('max_model_len', start.maxModelLen, end.maxModelLen),
  ];
}

/** A version that is not known at one end says nothing. */
function changed(what: string, from: string | number | null, to: string | number | null): string[] {
  return from === null || to === null || from === to ? [] : [`${what}: ${from}, then ${to}`];
}

function podChanges(
  before: readonly ServingPod[],
  after: readonly ServingPod[],
  areUnknown: boolean,
): string[] {
  if (areUnknown) return [];
  const gone = before.filter(({ uid }) => !after.some((each) => each.uid === uid));
  const come = after.filter(({ uid }) => !before.some((each) => each.uid === uid));
  const scaled =
    before.length === after.length ? [] : [`scaled from ${before.length} to ${after.length} pods`];
  const same = after.flatMap((pod) => {
    const was = before.find(({ uid }) => uid === pod.uid);
    return was ? ofPod(was, pod) : [];
  });
  return [...scaled, ...listed('gone', gone), ...listed('new', come), ...same];
}

function listed(what: string, pods: readonly ServingPod[]): string[] {
  if (pods.length === 0) return [];
  const names = pods
    .slice(0, MOST_NAMED)
    .map(({ name, node }) => (node === null ? name : `${name} on ${node}`));
  const more = pods.length > MOST_NAMED ? [`${pods.length - MOST_NAMED} more`] : [];
  return [`${what}: ${[...names, ...more].join(', ')}`];
}

function ofPod(was: ServingPod, is: ServingPod): string[] {
  const { name } = is;
  const restarts = is.restarts - was.restarts;
  const images = [was, is].map((each) => each.images.join(', '));
  return [
    ...(restarts > 0 ? [`${name} was restarted${restarts > 1 ? ` ${restarts} times` : ''}`] : []),
    ...(was.ready && !is.ready ? [`${name} is no longer ready (${is.why ?? ''})`] : []),
    ...(!was.ready && is.ready ? [`${name} became ready`] : []),
    ...changed(`the images of ${name}`, images[0] ?? null, images[1] ?? null),
  ];
}

/** What a reader of the figures must know of what served the requests. */
export function servingWarnings(
  serving: Serving | undefined,
  missing: string | undefined,
): string[] {
  const { changes = [], notes = [] } = serving ?? {};
  const unready = `The run began before all of the target was ready (--no-wait): ${missing}`;
  const change = `The target changed during the run: ${changes.join('; ')}`;
  return [
    ...(missing === undefined ? [] : [unready]),
    ...(changes.length > 0 ? [change] : []),
    ...notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}`),
  ];
}
