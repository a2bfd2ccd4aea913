/** The plain way: as many loops of fetch as there are users, which read each answer to its end. */
const [url = '', requests = '0', concurrency = '1', tokens = '1'] = process.argv.slice(2);
let left = Number(requests);
let chunks = 0;

async function user(): Promise<void> {
  while (left-- > 0) {
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({
        model: 'mock-model',
        messages: [{ role: 'user', content: 'one two three four' }],
        max_tokens: Number(tokens),
        stream: true,
      }),
    });
    const decoder = new TextDecoder();
    for await (const bytes of answer.body ?? []) {
      chunks += decoder.decode(bytes, { stream: true }).split('data: ').length - 1;
    }
  }
}

const begun = performance.now();
const before = process.cpuUsage();
Promise.all(Array.from({ length: Number(concurrency) }, user)).then(() => {
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - begun) / 1000;
  process.stdout.write(JSON.stringify({ cpuSeconds: (user + system) / 1e6, seconds, chunks }));
});
