import { documented, field } from 'kvmini-contract/documented';
import * as z from 'zod/mini';
import { anyText, integer, oneOf } from '../formats';
import { once } from '../once';
import { clearable } from '../setting';

/** As Prometheus writes them; the operator takes `labelDrop`'s like as well, in these words only. */
const ACTIONS = [
  ...['replace', 'Replace', 'keep', 'Keep', 'drop', 'Drop', 'hashmod', 'HashMod'],
  ...['labelmap', 'LabelMap', 'labeldrop', 'LabelDrop', 'labelkeep', 'LabelKeep'],
  ...['lowercase', 'Lowercase', 'uppercase', 'Uppercase'],
  ...['keepequal', 'KeepEqual', 'dropequal', 'DropEqual'],
] as const;

/** A relabeling of the Prometheus operator, whose API is of another group than Kubernetes' own. */
const relabelConfig = once(() => {
  const own = z.strictObject(
    {
      sourceLabels: field(
        z.array(anyText(), { error: 'a list of strings' }),
        'Labels whose values are joined',
      ),
      separator: field(anyText(), 'What is put between them; `;` by default'),
      regex: field(anyText(), 'What the joined values have to be like'),
      modulus: field(
        integer('a whole number from 0', 0, Number.MAX_SAFE_INTEGER),
        'What the hash of the values is divided by, for `hashmod`',
      ),
      targetLabel: field(anyText(), 'The label that is written'),
      replacement: field(anyText(), 'What is written; `$1` by default'),
      action: field(oneOf(...ACTIONS), 'What is done; `replace` by default'),
    },
    { error: 'a map' },
  );
  documented.add(own, { id: 'RelabelConfig', description: 'A step in which labels are changed.' });
  return own;
});

/** A list of relabelings, which are done one after the other. */
export const relabelings = (description: string) =>
  clearable(z.array(relabelConfig(), { error: 'a list of relabelings' }), [], description);
