import { expect, test } from 'vitest';
import { CHART } from '../../src/chart/chart';
import { refuseOtherVersion } from '../../src/cli/version';

const { version } = CHART;

test.each([undefined, version, `v${version}`, `=${version}`, `= ${version}`])(
  'the version that there is may be asked for: %s',
  (wanted) => {
    expect(() => refuseOtherVersion(wanted)).not.toThrow();
  },
);

test.each([
  ['0.9.1', 'npx cdk8s-kvmini@0.9.1 would be that one'],
  ['v2.0.0-rc.1+b', 'npx cdk8s-kvmini@2.0.0-rc.1+b would be that one'],
  ['^1', `leave it out, or type --version ${version}`],
  ['>=1.0.0', `leave it out, or type --version ${version}`],
  ['', `leave it out, or type --version ${version}`],
])('another version is refused, with the way to get it: %j', (wanted, remedy) => {
  expect(() => refuseOtherVersion(wanted)).toThrow(
    `--version ${wanted}: this command has kvmini ${version}; ${remedy}`,
  );
});
