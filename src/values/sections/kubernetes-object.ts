import { documented, field } from 'kvmini-contract/documented';
import * as z from 'zod/mini';
import { annotations, anyText, labels, text } from '../formats';
import { once } from '../once';
import { required } from '../setting';

const A_VERSION = 'an API version such as v1 or apps/v1';
const API_VERSION = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?v[a-z0-9]+$/;

const metadata = () =>
  z.looseObject(
    {
      // What a name may be is the kind's matter; a slash and a percent sign fit into no path of the API server.
      name: required(text('the name of the object', /^[^/%]+$/), 'Name of the object'),
      namespace: field(anyText(), 'Its namespace; `""` for what belongs to none'),
      labels: field(labels(), 'Its labels'),
      annotations: field(annotations(), 'Its annotations'),
    },
    { error: 'a map with the name of the object' },
  );

/** Any object of Kubernetes; its own fields are its kind's matter. */
export const kubernetesObject = once(() => {
  const own = z.looseObject(
    {
      apiVersion: required(text(A_VERSION, API_VERSION), 'Version of its API, such as `v1`'),
      kind: required(
        text('a kind such as ConfigMap', /^[A-Z][A-Za-z0-9]*$/),
        'Its kind, such as `ConfigMap`',
      ),
      metadata: required(metadata(), 'Name, namespace, labels and annotations'),
    },
    { error: 'a whole object; templates are not evaluated in values' },
  );
  documented.add(own, { id: 'KubernetesObject', description: 'A whole object of any kind.' });
  return own;
});
