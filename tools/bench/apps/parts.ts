/** Parts of the library that have no process of their own, in a warm process; prints milliseconds as JSON. */
import { Bench } from 'tinybench';
import { readValues } from '../../../src/release/read-values';
import { resolveValues } from '../../../src/validation/resolve';
import { ValuesError } from '../../../src/validation/values-error';
import type { WarmFigures } from '../parts';

const PROBLEMS = 50;
const [valuesFile = ''] = process.argv.slice(2);

/** Values with problems of two kinds: unknown keys, some near a known one, and words that are none of a list's. */
function wrongValues(): object {
  const unknown = Array.from({ length: PROBLEMS - 20 }, (_, i) => [`persistance${i}`, { size: 1 }]);
  const tolerations = Array.from({ length: 20 }, () => ({ operator: 'Exists', effect: 'Never' }));
  return { ...Object.fromEntries(unknown), tolerations };
}

/** What a user would see. */
function refusal(values: object): ValuesError {
  return new ValuesError('kvmini "bench"', resolveValues(values).issues);
}

function readAll(): object {
  const flags = { set: ['service.port=9090', 'persistence.size=80Gi'], setString: ['image.tag=1'] };
  return readValues({ files: [valuesFile], ...flags }, () => undefined);
}

async function measure(): Promise<WarmFigures> {
  const values = readAll();
  const wrong = wrongValues();
  const found = refusal(wrong).issues.length;
  if (found !== PROBLEMS) throw new Error(`expected ${PROBLEMS} problems, found ${found}`);
  const bench = new Bench({ time: 1_000 })
    .add('values', () => resolveValues(readAll()))
    .add('resolve', () => resolveValues(values))
    .add('refusal', () => refusal(wrong).message);
  await bench.run();
  const time = (name: string) => {
    const result = bench.getTask(name)?.result;
    if (result?.state !== 'completed') throw new Error(`the benchmark "${name}" did not end`);
    return result.latency.p50;
  };
  return { values: time('values'), resolve: time('resolve'), refusal: time('refusal') };
}

measure().then((figures) => process.stdout.write(JSON.stringify(figures)));
