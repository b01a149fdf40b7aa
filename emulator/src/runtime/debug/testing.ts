/** A client of the Chrome DevTools Protocol, as debuggers are: https://chromedevtools.github.io/devtools-protocol/v8/ */
export interface Client {
  // biome-ignore lint/suspicious/noExplicitAny: each method has an answer of its own
  send(method: string, params?: object): Promise<any>;
  /** The first event of that name, past or to come. */
  // biome-ignore lint/suspicious/noExplicitAny: each event has a shape of its own
  event(method: string): Promise<any>;
  /** All events of that name until now. */
  // biome-ignore lint/suspicious/noExplicitAny: each event has a shape of its own
  events(method: string): any[];
  close(): void;
}

interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
}

/** Attaches to an inspector; for tests. */
export async function attach(url: string): Promise<Client> {
  const socket = new WebSocket(url);
  const answers = new Map<number, (message: Message) => void>();
  const heard: Message[] = [];
  const waiting = new Map<string, (params: unknown) => void>();
  let calls = 0;
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) return answers.get(message.id)?.(message);
    heard.push(message);
    waiting.get(message.method ?? '')?.(message.params);
  });
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error(`cannot attach to ${url}`)));
  });
  return {
    send: (method, params = {}) =>
      new Promise((resolve, reject) => {
        const id = ++calls;
        answers.set(id, ({ result, error }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)));
        socket.send(JSON.stringify({ id, method, params }));
      }),
    event: (method) =>
      new Promise((resolve) => {
        const past = heard.find((message) => message.method === method);
        if (past) resolve(past.params);
        else waiting.set(method, resolve);
      }),
    events: (method) => heard.filter((message) => message.method === method).map(({ params }) => params),
    close: () => socket.close(),
  };
}
