/** A process that reads and checks a values file and does nothing else: what values cost the command. */
import { readValues } from '../../../src/release/read-values';
import { resolveValues } from '../../../src/validation/resolve';

const [valuesFile = ''] = process.argv.slice(2);
resolveValues(readValues({ files: [valuesFile] }, () => undefined));
