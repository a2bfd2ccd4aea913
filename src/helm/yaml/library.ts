/** The YAML library, loaded when YAML is first read or written: who only imports this package does neither. */
export function yamlLibrary(): typeof import('yaml') {
  return require('yaml');
}
