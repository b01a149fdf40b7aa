export interface StreamedEvent {
  id: string;
  event: string;
  data: string;
}

/**
 * The client's end of server-sent events: the events of a stream that has ended, and how soon to come back. Blocks without data are
 * dropped, as browsers drop them. https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function readEventStream(text: string): { events: StreamedEvent[]; retryMs: number | undefined } {
  let retryMs: number | undefined;
  const events: StreamedEvent[] = [];
  for (const block of text.replaceAll('\r\n', '\n').split('\n\n')) {
    const found = { id: '', event: 'message', data: [] as string[] };
    for (const line of block.split('\n')) {
      const [, name, value = ''] = line.match(/^([^:]+)(?:: ?(.*))?$/) ?? [];
      if (name === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
      else if (name === 'data') found.data.push(value);
      else if (name === 'id' || name === 'event') found[name] = value;
    }
    if (found.data.length > 0) events.push({ ...found, data: found.data.join('\n') });
  }
  return { events, retryMs };
}
