import { workerName } from 'kvmini-contract/pod-layout';
import { CHART } from './chart';

/** String labels by key. */
export type Labels = Readonly<Record<string, string>>;

/** What the chart's labels are made of. */
export interface LabelSource {
  /** The chart's name, or what `nameOverride` makes of it. */
  readonly name: string;
  /** `.Release.Name`. */
  readonly releaseName: string;
  /** `.Release.Service`. */
  readonly managedBy: string;
}

/** The two labels that the Deployment, the Service and every other selector find the pods by. */
export function selectorLabels({ name, releaseName }: Omit<LabelSource, 'managedBy'>): Labels {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': releaseName };
}

/** The two labels of a release's pods of workers, of which none selects the harness's. */
export function workerSelector(selector: Labels): Labels {
  return {
    ...selector,
    'app.kubernetes.io/name': workerName(selector['app.kubernetes.io/name'] ?? ''),
  };
}

/** The labels of every object. */
export function chartLabels(source: LabelSource): Labels {
  return {
    'helm.sh/chart': `${CHART.name}-${CHART.version}`,
    ...selectorLabels(source),
    'app.kubernetes.io/version': CHART.appVersion,
    'app.kubernetes.io/managed-by': source.managedBy,
  };
}

/** The annotation that rolls the pod when its ConfigMap changes. */
export const CHECKSUM_ANNOTATION = 'checksum/config';

/** The keys that values may not set again. */
export const CHART_LABELS: readonly string[] = Object.keys(
  chartLabels({ name: '', releaseName: '', managedBy: '' }),
);
