/** As much of an EventSource as the sync engine uses, with a cookie, which Node's has not. It does not come back by itself. */
export function openEventStream(address: string, cookie: string): EventSource {
  const ending = new AbortController();
  const stream = {
    CLOSED: 2,
    readyState: 0,
    onmessage: null as ((event: { data: string }) => void) | null,
    onerror: null as (() => void) | null,
    close: () => ending.abort(),
  };

  const open = () => fetch(address, { headers: { cookie }, signal: ending.signal });

  async function listen(): Promise<void> {
    // A connection left over from before may have been closed by the server in this very moment.
    const response = await open().catch(open);
    let waiting = '';
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) {
      waiting += piece;
      const blocks = waiting.split('\n\n');
      waiting = blocks.pop()!;
      for (const block of blocks) {
        const data = block.split('\n').flatMap(line => (line.startsWith('data: ') ? [line.slice('data: '.length)] : []));
        if (data.length) stream.onmessage?.({ data: data.join('\n') });
      }
    }
  }

  listen()
    .catch((error: unknown) => {
      if (!ending.signal.aborted) console.error(error);
    })
    .finally(() => {
      stream.readyState = stream.CLOSED;
      if (!ending.signal.aborted) stream.onerror?.();
    });
  return stream as unknown as EventSource;
}
