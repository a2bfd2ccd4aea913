import { imagePath } from '../../chart/image';
import { mismatch } from '../issues';
import { rule } from './rule';

/** `RepositoryNameTotalLengthMax` of the library by which the kubelet and containerd read the name of an image. */
const LONGEST = 255;

/** The registry's own path counts as well; beyond that, the pod waits with `InvalidImageName`. */
export const imageLength = rule(['image', 'global.imageRegistry'], (values) => {
  const { length } = imagePath(values);
  if (length <= LONGEST) return [];
  const expected = `a name of at most ${LONGEST} characters, without its registry's host and with its path`;
  return [mismatch('wrong-format', ['image', 'repository'], expected, `${length}`)];
});
