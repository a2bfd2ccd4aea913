/** A process that checks values and does nothing else: what the schema costs the command. */
import { resolveValues } from '../../../src/values/resolve';

resolveValues({});
