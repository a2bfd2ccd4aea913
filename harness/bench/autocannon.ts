import autocannon from 'autocannon';

/** autocannon with the same requests; it counts answers and looks at no token. */
const [url = '', requests = '0', concurrency = '1', tokens = '1'] = process.argv.slice(2);
const before = process.cpuUsage();
const begun = performance.now();
autocannon({
  url: `${url}/v1/chat/completions`,
  method: 'POST',
  amount: Number(requests),
  connections: Number(concurrency),
  body: JSON.stringify({
    model: 'mock-model',
    messages: [{ role: 'user', content: 'one two three four' }],
    max_tokens: Number(tokens),
    stream: true,
  }),
}).then(() => {
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(JSON.stringify({ cpuSeconds: (user + system) / 1e6, seconds }));
});
