import { readFileSync } from 'node:fs';
import { Yaml } from 'cdk8s';
import { getObject, renderValues } from 'cdk8s-kvmini';

test('the manifests are as reviewed, and as synthesized', () => {
  const objects = renderValues({
    persistence: { size: '50Gi' },
    global: { isvc: { name: 'demo-llm', namespace: 'ml-prod' } },
  });
  expect(getObject(objects, 'PersistentVolumeClaim')).toMatchSnapshot();
  expect(Yaml.stringify(...objects)).toBe(readFileSync('dist/benchmark.k8s.yaml', 'utf8'));
});
