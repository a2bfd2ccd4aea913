import type { Bundled } from './notices';

/** A package as other tools look it up: https://github.com/package-url/purl-spec. */
const packageUrl = ({ name, version }: Bundled) =>
  `pkg:npm/${name.replace('@', '%40')}@${encodeURIComponent(version)}`;

const component = (bundled: Bundled) => ({
  type: 'library',
  name: bundled.name,
  version: bundled.version,
  licenses: [{ expression: bundled.license }],
  purl: packageUrl(bundled),
});

/**
 * The software bill of materials of the bundle, in which no scanner of files could find the packages: CycloneDX as JSON.
 * The same packages give the same text.
 *
 * @param version the harness's own
 */
export function sbom(version: string, packages: readonly Bundled[]): string {
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: 'kvmini', version } },
    components: packages.map(component),
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}
