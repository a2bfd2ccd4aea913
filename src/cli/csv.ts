/**
 * The fields of a line of CSV, as Helm reads `-f a.yaml,b.yaml`: a name with a comma in it stands in double quotes.
 *
 * @returns `undefined` for quotes that are in the wrong place
 */
export function csvFields(line: string): readonly string[] | undefined {
  const field = /("(?:[^"]|"")*"|[^",]*)(,|$)/y;
  const fields: string[] = [];
  for (;;) {
    const [, text = '', end] = field.exec(line) ?? [];
    if (end === undefined) return undefined;
    fields.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text);
    if (end === '') return fields;
  }
}
