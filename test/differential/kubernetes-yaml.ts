import { parseAllDocuments, type ScalarTag, type Tags } from 'yaml';

const FLOAT = 'tag:yaml.org,2002:float';

/** What Go takes for a number with a point or exponent; `yaml` also takes `.` and `E0` for one. */
const goFloat: ScalarTag = {
  tag: FLOAT,
  default: true,
  test: /^[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9_]*)?)([eE][-+]?[0-9]+)?$/,
  resolve: (text) => Number(text.replace(/_/g, '')),
};

/** YAML 1.1 without what Go's reader, and so Kubernetes, leaves out: base-60 numbers and dates. */
function asGoReads(tags: Tags): Tags {
  const known = tags.filter((tag) => {
    if (typeof tag === 'string') return !['timestamp', 'float'].includes(tag);
    return tag.format !== 'TIME' && ![FLOAT, 'tag:yaml.org,2002:timestamp'].includes(tag.tag);
  });
  return [...known, goFloat];
}

/**
 * The objects in a stream of YAML documents, read as Kubernetes reads them.
 *
 * @throws Error where one is no valid YAML
 */
export function readDocuments(text: string): unknown[] {
  const options = { version: '1.1', customTags: asGoReads, prettyErrors: false } as const;
  return [...parseAllDocuments(text, options)]
    .map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS() as unknown;
    })
    .filter((object) => object !== null);
}
