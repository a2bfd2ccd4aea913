import { expect, test } from 'vitest';
import {
  type ServicePort,
  servicePort,
  serviceSpec,
  type WantedPort,
} from '../../src/target/service';

/** Where a Service with these ports is asked. */
function asked(ports: object[], wanted: WantedPort = {}, more: object = {}): ServicePort | string {
  const spec = serviceSpec({ spec: { clusterIP: '10.96.0.7', ...more, ports } });
  if (!spec) throw new Error('expected a Service');
  return servicePort(spec, wanted);
}

const HEADLESS = { clusterIP: 'None' };
const http = (port: number) => ({ scheme: 'http', port, what: `port ${port}` });

test.each<
  [
    what: string,
    ports: object[],
    expected: ServicePort | string,
    wanted?: WantedPort,
    more?: object,
  ]
>([
  ['its only port', [{ port: 8000 }], http(8000) as ServicePort],
  [
    'the one that speaks HTTP',
    [
      { name: 'grpc', port: 9000 },
      { name: 'http', port: 80 },
    ],
    http(80) as ServicePort,
  ],
  [
    'not the one of metrics',
    [
      { name: 'http-metrics', port: 9090 },
      { name: 'http-api', port: 8000 },
    ],
    http(8000) as ServicePort,
  ],
  [
    'by its protocol',
    [
      { name: 'a', port: 1 },
      { name: 'b', port: 2, appProtocol: 'http' },
    ],
    http(2) as ServicePort,
  ],
  ['no UDP', [{ port: 53, protocol: 'UDP' }, { port: 8000 }], http(8000) as ServicePort],
  [
    'the first where none says',
    [
      { name: 'a', port: 8000 },
      { name: 'b', port: 9000 },
    ],
    http(8000) as ServicePort,
  ],
  [
    'with TLS by its protocol',
    [{ port: 8000, appProtocol: 'https', name: 'x' }],
    { scheme: 'https', port: 8000, what: 'port 8000' },
  ],
  [
    'with TLS by its name',
    [{ port: 8000, name: 'https-api' }],
    { scheme: 'https', port: 8000, what: 'port 8000' },
  ],
  ['with TLS by its number', [{ port: 8443 }], { scheme: 'https', port: 8443, what: 'port 8443' }],
  ['without TLS by its name', [{ port: 443, name: 'http' }], http(443) as ServicePort],
  [
    'by number',
    [
      { port: 80, name: 'http' },
      { port: 8001, name: 'b' },
    ],
    http(8001) as ServicePort,
    { must: '8001' },
  ],
  [
    'by name',
    [
      { port: 80, name: 'http' },
      { port: 8001, name: 'b' },
    ],
    http(8001) as ServicePort,
    { must: 'b' },
  ],
  [
    'one that is not there',
    [{ port: 80, name: 'http' }, { port: 81 }],
    'has no port 82; it has 80 (http), 81',
    { must: '82' },
  ],
  ['one that need not be there', [{ port: 8000 }], http(8000) as ServicePort, { may: '443' }],
  ['UDP alone', [{ port: 53, protocol: 'UDP' }], 'has no TCP port; it has 53'],
  [
    'headless: the pods’ own',
    [{ port: 80, targetPort: 8080 }],
    { scheme: 'http', port: 8080, what: 'headless, port 8080 of its pods' },
    {},
    HEADLESS,
  ],
  [
    'headless by the pods’ number',
    [{ port: 80, targetPort: 8080 }],
    { scheme: 'http', port: 8080, what: 'headless, port 8080 of its pods' },
    { must: '8080' },
    HEADLESS,
  ],
  [
    'headless without a target',
    [{ port: 8080 }],
    { scheme: 'http', port: 8080, what: 'headless, port 8080 of its pods' },
    {},
    HEADLESS,
  ],
  [
    'headless by the name of the pods’ port',
    [{ port: 80, targetPort: 'http1' }],
    { scheme: 'http', port: 'http1', what: 'headless, port http1 of its pods' },
    {},
    HEADLESS,
  ],
])('the port of a Service: %s', (_, ports, expected, wanted, more) => {
  expect(asked(ports, wanted, more)).toEqual(expected);
});

test('what is no Service has no ports', () => {
  expect(serviceSpec({ kind: 'Status' })).toBeUndefined();
  expect(serviceSpec({ spec: { type: 'ExternalName', externalName: 'a.example' } })?.ports).toEqual(
    [],
  );
});
