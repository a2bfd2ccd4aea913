import { CHART_LABELS, CHECKSUM_ANNOTATION } from '../../chart/labels';
import type { Path } from '../../values/path';
import type { LocatedIssue } from '../issues';
import { type Key, rule } from './rule';

/** Keys that the chart sets itself: a second value would break a selector or be lost. */
function taken(at: Path, map: object, reserved: readonly string[]): LocatedIssue[] {
  return Object.keys(map)
    .filter((key) => reserved.includes(key))
    .map((key) => ({
      code: 'duplicate',
      at: [...at, key],
      message: 'expected another key, since the chart sets this one',
    }));
}

export const podLabels = rule(['podLabels'], (values) =>
  taken(['podLabels'], values.podLabels, CHART_LABELS),
);

export const podAnnotations = rule(['podAnnotations'], (values) =>
  taken(['podAnnotations'], values.podAnnotations, [CHECKSUM_ANNOTATION]),
);

/** Labels of objects, wherever values have some. */
export const objectLabels = rule(
  [
    ...['commonLabels', 'service.labels', 'persistence.labels'],
    ...['serviceMonitor', 'prometheusRule', 'dashboard'].map((key) => `monitoring.${key}.labels`),
  ] as Key[],
  ({ commonLabels, service, persistence, monitoring }) => [
    ...taken(['commonLabels'], commonLabels, CHART_LABELS),
    ...taken(['persistence', 'labels'], persistence.labels, CHART_LABELS),
    ...taken(['service', 'labels'], service.labels, CHART_LABELS),
    ...(['serviceMonitor', 'prometheusRule', 'dashboard'] as const).flatMap((key) =>
      taken(['monitoring', key, 'labels'], monitoring[key].labels, CHART_LABELS),
    ),
  ],
);
