import * as z from 'zod/mini';
import { anyText, DNS_1035_LABEL, DNS_LABEL, orEmpty } from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { clearable, section } from '../setting';
import { registry } from './image';

const A_SECRET = 'the name of a Secret, or a reference such as {name: regcred}';

/** `global`: the values that a parent chart shares with all its subcharts. */
export const global = () =>
  section('Values shared with a parent chart', {
    imageRegistry: clearable(
      registry(),
      '',
      'Registry of images whose `repository` names none, in place of `image.registry`',
    ),
    imagePullSecrets: clearable(
      z.array(
        // Other charts of the same parent read them as names.
        z.union([anyText(), kubernetes('LocalObjectReference')], {
          error: A_SECRET,
        }),
        { error: `a list, each ${A_SECRET}` },
      ),
      [],
      'Image pull secrets of all charts, by name or as `{name: …}`',
    ),
    isvc: section('The InferenceService to measure', {
      name: clearable(
        orEmpty('a DNS label that begins with a letter', DNS_1035_LABEL),
        '',
        'Target InferenceService name',
      ),
      namespace: clearable(
        orEmpty('a DNS label', DNS_LABEL),
        '',
        'Target InferenceService namespace',
      ),
    }),
    model: section('The model it serves', {
      storageUri: clearable(anyText(), '', 'Model storage URI'),
    }),
  });
