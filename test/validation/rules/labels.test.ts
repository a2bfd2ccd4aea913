import { type Row, table } from '../../support/issues';

const CHART_LABELS = [
  'helm.sh/chart',
  'app.kubernetes.io/name',
  'app.kubernetes.io/instance',
  'app.kubernetes.io/version',
  'app.kubernetes.io/managed-by',
];

const FREE = ['app', 'team', 'helm.sh/Chart', 'app.kubernetes.io/part-of', 'checksum/config'];

const SECTIONS: readonly (readonly [string, (labels: object) => object])[] = [
  ['commonLabels', (commonLabels) => ({ commonLabels })],
  ['persistence.labels', (labels) => ({ persistence: { labels } })],
  ['service.labels', (labels) => ({ service: { labels } })],
  [
    'monitoring.prometheusRule.labels',
    (labels) => ({ monitoring: { prometheusRule: { labels } } }),
  ],
  ['podLabels', (podLabels) => ({ podLabels })],
  [
    'monitoring.serviceMonitor.labels',
    (labels) => ({ monitoring: { serviceMonitor: { labels } } }),
  ],
  ['monitoring.dashboard.labels', (labels) => ({ monitoring: { dashboard: { labels } } })],
];

for (const [path, values] of SECTIONS) {
  table(`${path} beside those of the chart`, [
    ...FREE.map((key): Row => [values({ [key]: 'x' })]),
    ...CHART_LABELS.map(
      (key): Row => [
        values({ [key]: 'x' }),
        `duplicate ${path}["${key}"]: expected another key, since the chart sets this one`,
      ],
    ),
  ]);
}

const CHECKSUM = 'checksum/config';

table('podAnnotations beside those of the chart', [
  [
    { podAnnotations: { [CHECKSUM]: 'x' } },
    `duplicate podAnnotations["${CHECKSUM}"]: expected another key, since the chart sets this one`,
  ],
  ...CHART_LABELS.map((key): Row => [{ podAnnotations: { [key]: 'x' } }]),
  [{ podAnnotations: { 'checksum/other': 'x' } }],
  // What other objects are annotated with is nothing that the chart sets.
  [{ service: { annotations: { [CHECKSUM]: 'x' } } }],
  [{ nodeSelector: { 'app.kubernetes.io/name': 'x' } }],
]);
