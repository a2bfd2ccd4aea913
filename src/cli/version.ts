import { CHART } from '../chart/chart';
import { refusal } from './errors';

const ONE_VERSION = /^\d+\.\d+\.\d+[-+.\w]*$/;

/**
 * Takes the version of the chart that somebody wants, as Helm's `--version` names it, where it is the one that there is.
 *
 * @throws CommandLineError with the way to get another
 */
export function refuseOtherVersion(version: string | undefined): void {
  const wanted = version?.replace(/^[v=]\s*/, '');
  if (wanted === undefined || wanted === CHART.version) return;
  const remedy = ONE_VERSION.test(wanted)
    ? `npx cdk8s-kvmini@${wanted} would be that one`
    : `leave it out, or type --version ${CHART.version}`;
  throw refusal(`--version ${version}: this command has kvmini ${CHART.version}; ${remedy}`);
}
