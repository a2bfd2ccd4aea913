import { AGE } from 'kvmini-contract/age';
import { CONFIG_DEFAULTS, GPU_PRODUCT } from 'kvmini-contract/config';
import { profile } from 'kvmini-contract/profile';
import * as z from 'zod/mini';
import { duration, integer, orEmpty, text } from '../formats';
import { once } from '../once';
import { clearable, section, setting } from '../setting';

const profileName = once(() =>
  text(
    'a profile name (a-z, A-Z, 0-9, "-", "_" and ".")',
    /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/,
    200,
  ),
);

const gpuProduct = once(() =>
  text(
    'a product of GPUs as the label of a node has it, such as NVIDIA-H100-80GB-HBM3',
    GPU_PRODUCT,
    63,
  ),
);

const A_PRICE = 'a price above 0 of a GPU for an hour, such as 2.5';

const price = once(() => z.number({ error: A_PRICE }).check(z.gt(0, { error: A_PRICE })));

const { benchmark: BENCHMARK } = CONFIG_DEFAULTS;

/** `benchmark`: how benchmarks run, unless a command or a profile says otherwise; the pod reads it in `config.yaml`. */
export const benchmark = () =>
  section('How benchmarks run', {
    defaultProfile: setting(profileName(), BENCHMARK.defaultProfile, 'Default benchmark profile'),
    outputDir: setting(
      text('an absolute path', /^\/.*$/, 4096),
      BENCHMARK.outputDir,
      'Results output directory',
    ),
    timeout: setting(duration(), BENCHMARK.timeout, 'Benchmark timeout'),
    retries: setting(
      integer('a whole number from 0', 0, Number.MAX_SAFE_INTEGER),
      BENCHMARK.retries,
      'Number of retries: how often a run is started again that could not reach its target',
    ),
    prune: section('Runs that are removed by themselves', {
      keep: setting(
        integer('a whole number from 0', 0),
        0,
        'Runs that are always kept, the newest ones: older ones are removed every hour; 0: no run is removed for their number',
      ),
      olderThan: clearable(
        orEmpty('an age such as 30d or 36h', AGE),
        '',
        'Only runs older than this are removed, such as `30d`; empty: of any age, beyond `keep`',
      ),
    }),
    prices: clearable(
      z.record(gpuProduct(), price(), { error: 'a map of prices by GPU product' }),
      {},
      "What a GPU costs for an hour, by product as nodes are labelled (such as `nvidia.com/gpu.product`), for the cost of tokens and requests where `--price` isn't given",
    ),
    profiles: clearable(
      z.record(profileName(), profile, { error: 'a map of profiles' }),
      {},
      'Extra profiles by name, beside the built-in `standard`, `burst`, `sustained` and `smoke`',
    ),
  });
