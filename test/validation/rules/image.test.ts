import { table } from '../../support/issues';

const image = (own: object, imageRegistry = '') => ({ image: own, global: { imageRegistry } });
const path = (length: number) => `a/${'b'.repeat(length - 2)}`;
const TOO_LONG =
  "wrong-format image.repository: expected a name of at most 255 characters, without its registry's host and with its path, found 256";

table('the name of an image is one that the kubelet takes', [
  [image({ repository: path(255) })],
  [image({ repository: path(256) }), TOO_LONG],
  // Without a folder it is Docker's library/…
  [image({ repository: 'b'.repeat(247) })],
  [image({ repository: 'b'.repeat(248) }), TOO_LONG],
  // The host and its port do not count.
  [image({ repository: `${'h'.repeat(200)}.example.com:5000/${path(255)}` })],
  [image({ repository: `example.com/${path(256)}` }), TOO_LONG],
  // The registry's path does.
  [image({ repository: path(200), registry: `example.com/${'c'.repeat(54)}` })],
  [image({ repository: path(200), registry: `example.com/${'c'.repeat(55)}` }), TOO_LONG],
  [image({ repository: path(200) }, `example.com/${'c'.repeat(55)}`), TOO_LONG],
  [image({ repository: `own.example.com/${path(200)}` }, `example.com/${'c'.repeat(55)}`)],
]);
