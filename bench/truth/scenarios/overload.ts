import { PLAIN_SERVER } from '../servers/settings';
import { PLAIN_WORK } from '../work';
import type { Scenario } from './scenario';

/** More load than the server takes. */
export const overload: Scenario = {
  name: 'overload',
  title: '60/s where the server takes 30/s',
  reason:
    'The server answers eight at a time, about 32 a second; 60 a second come. The queue grows as long as the load lasts, and a tool must tell that, and send what it was asked to send.',
  issue: 'https://github.com/vllm-project/vllm/pull/45502',
  server: { ...PLAIN_SERVER, slots: 8 },
  work: { ...PLAIN_WORK, requests: 240, rate: 60, concurrency: 240 },
  figures: ['waited', 'ttft', 'e2e', 'throughput', 'errors', 'sendRate', 'sent'],
  mostLagMs: 2,
};
