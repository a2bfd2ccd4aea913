import { readServiceName, type ServiceName } from 'kvmini-contract/service-name';
import { UsageError } from '../errors';

/**
 * {@link readServiceName} of a setting that was checked before.
 *
 * @throws UsageError where it can't be read all the same
 */
export function serviceName(text: string): ServiceName {
  const name = readServiceName(text);
  if (typeof name === 'string') throw new UsageError(`--service: ${name}`);
  return name;
}
