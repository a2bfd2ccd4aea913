import { MEASURES } from '../../src/figures/measures';
import { measurePanels, metricOf } from './figures';
import { HALF, type Section } from './panel';
import { byLabel, LABEL_VALUE, OF_PROFILE, perSecond, WINDOW } from './queries';

const { ttft } = MEASURES;
const sixth = { width: 4, height: 4 } as const;

/** Which runs there are. */
export const run: Section = {
  title: 'Run',
  panels: [
    {
      type: 'stat',
      title: 'Runs under way',
      description: 'Runs that send load now.',
      unit: 'short',
      ...sixth,
      queries: [{ expr: 'kvmini_run_active' }],
    },
    {
      type: 'gauge',
      title: 'Progress',
      description:
        'Measured requests that ended, of those planned; nothing where a duration ends the run.',
      unit: 'percentunit',
      max: 1,
      ...sixth,
      queries: [
        {
          expr: 'kvmini_requests_finished{phase="measured"} / (kvmini_requests_planned{phase="measured"} > 0)',
        },
      ],
    },
    {
      type: 'stat',
      title: 'Requests in flight',
      description: 'Sent and not ended.',
      unit: 'short',
      ...sixth,
      queries: [{ expr: 'kvmini_requests_in_flight' }],
    },
    {
      type: 'stat',
      title: 'Runs by outcome',
      description: 'Since the harness started.',
      unit: 'short',
      width: 12,
      height: 4,
      queries: [byLabel('sum by (outcome) (kvmini_runs_total)')],
    },
    {
      type: 'table',
      title: 'Identity',
      description: 'The runs under way, or the last one, and the version of the harness.',
      unit: 'short',
      width: 24,
      height: 4,
      queries: [
        {
          expr: 'kvmini_run_info * on (instance, job) group_left (version) kvmini_build_info',
          format: 'table',
          instant: true,
        },
      ],
    },
  ],
};

/** What clients see. */
export const latency: Section = {
  title: 'Latency',
  panels: [
    ...measurePanels('latency'),
    {
      type: 'heatmap',
      title: `${ttft.title}, all requests`,
      description: 'How many requests had their first token within which time.',
      unit: 'short',
      ...HALF,
      queries: [
        {
          expr: `sum by (le) (increase(${metricOf(ttft)}_bucket${OF_PROFILE}${WINDOW}))`,
          legend: LABEL_VALUE,
          format: 'heatmap',
        },
      ],
    },
  ],
};

/** What is sent and what becomes of it. */
export const load: Section = {
  title: 'Load',
  panels: [
    {
      type: 'timeseries',
      title: 'Request rate: target and achieved',
      description: 'The target is 0 for a closed loop.',
      unit: 'reqps',
      ...HALF,
      queries: [
        { expr: 'sum(kvmini_target_rate)', legend: 'target' },
        byLabel(perSecond('kvmini_requests_total', 'outcome')),
        { expr: perSecond('kvmini_good_requests_total'), legend: 'good' },
      ],
    },
    {
      type: 'timeseries',
      title: 'Tokens',
      description: 'Of requests that succeeded.',
      unit: 'short',
      ...HALF,
      queries: [
        { expr: perSecond('kvmini_output_tokens_total'), legend: 'output/s' },
        { expr: perSecond('kvmini_prompt_tokens_total'), legend: 'prompt/s' },
      ],
    },
    {
      type: 'timeseries',
      title: 'Errors by reason',
      description: 'Measured requests that failed.',
      unit: 'reqps',
      ...HALF,
      queries: [byLabel(`${perSecond('kvmini_request_errors_total', 'reason')} > 0`)],
    },
    ...measurePanels('load'),
  ],
};
