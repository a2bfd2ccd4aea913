import type { Path } from '../../../values/path';
import { each, type Fields, type Finding, fieldsOf, itemsOf, mostItems, wrong } from '../finding';

const RESIZED = ['cpu', 'memory'];
const MOST_RULES = 20;
const MOST_CODES = 255;

/** `validateResizePolicy` of Kubernetes' core validation. */
export function* resizePolicy(container: Fields, at: Path): Generator<Finding> {
  const here = [...at, 'resizePolicy'];
  const seen = new Set<unknown>();
  for (const [index, item] of itemsOf(container.resizePolicy).entries()) {
    const { resourceName } = fieldsOf(item);
    const place = [...here, index, 'resourceName'];
    if (seen.has(resourceName)) yield wrong('duplicate', place, 'each resource once', resourceName);
    else if (!RESIZED.includes(resourceName as string)) {
      const code = resourceName === undefined ? 'missing' : 'not-allowed';
      yield wrong(code, place, RESIZED.join(' or '), resourceName);
    }
    seen.add(resourceName);
  }
}

function* rule(value: unknown, at: Path): Generator<Finding> {
  const { exitCodes } = fieldsOf(value);
  const here = [...at, 'exitCodes'];
  if (exitCodes === undefined) {
    yield wrong(
      'missing',
      here,
      'the exit codes that the rule is for',
      undefined,
      '; it is needed',
    );
    return;
  }
  const { values } = fieldsOf(exitCodes);
  yield* mostItems(values, [...here, 'values'], MOST_CODES);
}

/** `validateContainerRestartPolicy` of Kubernetes' core validation. */
export function* restartRules(container: Fields, at: Path): Generator<Finding> {
  const { restartPolicy, restartPolicyRules: rules } = container;
  if (itemsOf(rules).length > 0 && (restartPolicy === undefined || restartPolicy === '')) {
    const why = 'a restartPolicy, since there are restartPolicyRules';
    yield wrong('missing', [...at, 'restartPolicy'], why, restartPolicy);
  }
  const here = [...at, 'restartPolicyRules'];
  yield* mostItems(rules, here, MOST_RULES);
  yield* each(rules, here, rule);
}
