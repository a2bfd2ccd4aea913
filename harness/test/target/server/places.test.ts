import { expect, test } from 'vitest';
import { podsIn } from '../../../src/target/replicas/pods';
import { placeOfPod, placeOfTarget } from '../../../src/target/server/places';
import { pod } from '../replicas/made-pods';

type Made = ReturnType<typeof pod>;

function place(made: object): string | undefined {
  const [found] = podsIn({ items: [made] }) ?? [];
  return found && placeOfPod(found)?.url;
}

const withContainers = (made: Made, containers: readonly object[]) => ({
  ...made,
  spec: { ...made.spec, containers },
});
const annotated = (annotations: Record<string, string>) => pod('a', { annotations });
const probe = (port: number | string, scheme?: string) => ({
  readinessProbe: { httpGet: { port, ...(scheme && { scheme }) } },
});

test.each<[string, object, string | undefined]>([
  ['the first port of its container', pod('a'), 'http://10.0.0.1:8080/metrics'],
  ['an IPv6 address', pod('a', { ip: 'fd00::1' }), 'http://[fd00::1]:8080/metrics'],
  [
    "Prometheus' annotations",
    annotated({ 'prometheus.io/port': '9000', 'prometheus.io/path': '/m' }),
    'http://10.0.0.1:9000/m',
  ],
  [
    "KServe's annotations before those",
    annotated({ 'prometheus.io/port': '9088', 'prometheus.kserve.io/port': '8000' }),
    'http://10.0.0.1:8000/metrics',
  ],
  [
    'the scheme and port of its probe',
    withContainers(pod('a'), [{ name: 'main', ports: [], ...probe(8000, 'HTTPS') }]),
    'https://10.0.0.1:8000/metrics',
  ],
  [
    "the port that its probe names, of the model's container",
    withContainers(pod('a'), [
      { name: 'istio-proxy', ports: [{ containerPort: 15020 }] },
      {
        name: 'kserve-container',
        ports: [{ containerPort: 1 }, { name: 'http', containerPort: 2 }],
        ...probe('http'),
      },
    ]),
    'http://10.0.0.1:2/metrics',
  ],
  ['no port at all', withContainers(pod('a'), [{ name: 'main' }]), 'http://10.0.0.1:8080/metrics'],
  ['a port that is none', annotated({ 'prometheus.io/port': 'http' }), undefined],
  ['no IP address yet', { ...pod('a'), status: { phase: 'Pending' } }, undefined],
])('where a pod with %s is scraped', (_, made, url) => {
  expect(place(made)).toBe(url);
});

test.each([
  ['/v1', 'http://h:8000/metrics'],
  ['/openai/v1', 'http://h:8000/metrics'],
  ['/ns/llm/v1', 'http://h:8000/ns/llm/metrics'],
  ['/api/v3', 'http://h:8000/api/v3/metrics'],
])('without pods, beside the API under %s', (basePath, url) => {
  const target = { origin: 'http://h:8000', basePath, search: '?k=v', model: 'm', asked: '' };
  const found = placeOfTarget({ ...target, from: '', server: null, notes: [] });
  expect(found).toEqual({ name: 'h', url });
});
