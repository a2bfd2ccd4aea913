import { type Row, table } from '../../support/issues';

const at = 'monitoring.serviceMonitor.scrapeTimeout';

const scrape = (interval: string, scrapeTimeout: string) => ({
  monitoring: { serviceMonitor: { interval, scrapeTimeout } },
});

const refused = (interval: string, timeout: string): Row => [
  scrape(interval, timeout),
  `conflict ${at}: expected at most the interval ${interval}, found ${timeout}`,
];

/** The same time in two units, and one millisecond more than it. */
const UNITS = [
  ['1y', '365d', '365d1ms'],
  ['1w', '7d', '7d1ms'],
  ['1d', '24h', '24h1ms'],
  ['1h', '60m', '60m1ms'],
  ['1m', '60s', '60s1ms'],
  ['1s', '1000ms', '1001ms'],
  ['1ms', '1ms', '2ms'],
  ['2y', '730d', '731d'],
  ['10s', '10s', '11s'],
] as const;

table(
  'each unit against the interval',
  UNITS.flatMap(([interval, same, more]): Row[] => [
    [scrape(interval, same)],
    [scrape(same, interval)],
    refused(interval, more),
    [scrape(more, interval)],
  ]),
);

const ALL = '1y1w1d1h1m1s1ms';
const IN_MILLISECONDS = 31_536_000_000 + 604_800_000 + 86_400_000 + 3_600_000 + 60_000 + 1_000 + 1;

table('durations of several units', [
  [scrape(ALL, `${IN_MILLISECONDS}ms`)],
  refused(ALL, `${IN_MILLISECONDS + 1}ms`),
  [scrape(`${IN_MILLISECONDS}ms`, ALL)],
  refused(`${IN_MILLISECONDS - 1}ms`, ALL),
  [scrape('1m30s', '90s')],
  refused('1m30s', '91s'),
  // In fractions of a second, 1.001 would be more than 1 + 0.001.
  [scrape('1s1ms', '1001ms')],
  [scrape('2s300ms', '2300ms')],
  [scrape('1s', '0s')],
  refused('0s', '1ms'),
]);

table("Prometheus' own is not known here, so nothing is held against it", [
  [scrape('', '10s')],
  [scrape('10s', '')],
  [scrape('', '')],
]);

table('the default of the other one counts', [
  [{ monitoring: { serviceMonitor: { interval: '10s' } } }],
  [
    { monitoring: { serviceMonitor: { interval: '9s' } } },
    `conflict ${at}: expected at most the interval 9s, found 10s`,
  ],
  [{ monitoring: { serviceMonitor: { scrapeTimeout: '30s' } } }],
  [
    { monitoring: { serviceMonitor: { scrapeTimeout: '31s' } } },
    `conflict ${at}: expected at most the interval 30s, found 31s`,
  ],
]);
