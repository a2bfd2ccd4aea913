import * as z from 'zod/mini';
import { oneOf, orEmpty, text } from '../formats';
import { kubernetes } from '../kubernetes/kubernetes';
import { once } from '../once';
import { clearable, section, setting } from '../setting';

/** A host name, or an IPv6 address in brackets, with a port. */
const REGISTRY = '([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?|\\[[a-fA-F0-9:]+\\])(:\\d+)?';
const IMAGE_PART = '[a-z0-9]+(([._]|__|-+)[a-z0-9]+)*';

/** A host with its port, and a path of 255 characters, of which a rule knows more. */
const LONGEST_IMAGE = 253 + 6 + 1 + 255;

/** A registry, with a path in it where it holds more than one. */
export const registry = once(() =>
  orEmpty(
    'a registry such as registry.example.com:5000',
    new RegExp(`^${REGISTRY}(/${IMAGE_PART})*$`),
  ),
);

/** `image`. */
export const image = () =>
  section('Container image', {
    registry: clearable(
      registry(),
      '',
      'Registry of the image, where `repository` names none; `global.imageRegistry` wins over it',
    ),
    repository: setting(
      text(
        'an image name without tag or digest, such as kvmini/kvmini-harness',
        // A port belongs to a registry, and so to a path: `kvmini:5000` has a tag.
        new RegExp(`^(${REGISTRY}/)?${IMAGE_PART}(/${IMAGE_PART})*$`),
        LONGEST_IMAGE,
      ),
      'kvmini/kvmini-harness',
      'Container image repository; a registry in it wins over all others',
    ),
    tag: clearable(
      orEmpty(
        'an image tag as a string, such as "1.10"',
        /^[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}(@sha256:[a-f0-9]{64})?$/,
      ),
      'latest',
      'Container image tag, with `@sha256:…` to pin a digest; empty: the app version',
    ),
    digest: clearable(
      orEmpty('a digest such as sha256:…, with 64 digits', /^sha256:[a-f0-9]{64}$/),
      '',
      'Digest of the image, in place of the tag',
    ),
    pullPolicy: setting(
      oneOf('Always', 'IfNotPresent', 'Never'),
      'IfNotPresent',
      'Image pull policy',
    ),
  });

/** `imagePullSecrets`. */
export const imagePullSecrets = () =>
  clearable(
    z.array(kubernetes('LocalObjectReference'), {
      error: 'a list of references such as {name: regcred}',
    }),
    [],
    'Image pull secrets, beside those of `global.imagePullSecrets`',
  );
