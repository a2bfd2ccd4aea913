import { CHART_LABELS, CHECKSUM_ANNOTATION } from '../../chart/labels';
import type { Path } from '../../values/path';
import type { LocatedIssue } from '../issues';
import { rule } from './rule';

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

export const monitoringLabels = rule(
  ['monitoring.serviceMonitor.labels', 'monitoring.dashboard.labels'],
  ({ monitoring }) => [
    ...taken(
      ['monitoring', 'serviceMonitor', 'labels'],
      monitoring.serviceMonitor.labels,
      CHART_LABELS,
    ),
    ...taken(['monitoring', 'dashboard', 'labels'], monitoring.dashboard.labels, CHART_LABELS),
  ],
);
