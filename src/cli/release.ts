import { type Release, resolveRelease } from '../release';
import { type ReleaseFlags, releaseProps } from './release-flags';
import { toYaml } from './to-yaml';

/**
 * Resolves the release that the command line describes.
 *
 * @throws {@link ValuesError}, HelmValuesError
 */
export function commandLineRelease(releaseName: string, flags: ReleaseFlags): Release {
  const props = releaseProps(flags);
  return resolveRelease({ releaseName, ...props, values: props.values ?? {}, toYaml });
}
