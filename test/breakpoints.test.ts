import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LambdaClient, ListFunctionsCommand, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readPhoto } from '../compare/photo.ts';
import { newTraceId } from '../compare/photos-client.ts';
import { attach } from '../emulator/src/runtime/debug/testing.ts';
import { type DeployedApp, deployWithCdk } from './support/app.ts';
import { type EmbeddedPlace, embeddedPlace } from './support/places.ts';

const SOURCE = 'functions/users/send-share-email/core.ts';
const text = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

interface Script {
  scriptId: string;
  url: string;
  sourceMapURL: string;
}

let app: DeployedApp<EmbeddedPlace>;
// a visibility timeout of a minute is over in a second
beforeAll(async () => {
  app = await deployWithCdk(await embeddedPlace({ debug: 'SendShareEmailSqs', timeScale: 60 }));
});
afterAll(() => app?.stop());

/** As a debugger does it: the place in the bundle that a line of a source has become. */
function placeOf(script: Script, source: string, line: number) {
  const map = new SourceMap(JSON.parse(readFileSync(new URL(script.sourceMapURL, script.url), 'utf8')) as SourceMapPayload);
  const rows = readFileSync(fileURLToPath(script.url), 'utf8').split('\n');
  for (const [lineNumber, row] of rows.entries()) {
    for (const { index } of row.matchAll(/\b\w/g)) {
      const entry = map.findEntry(lineNumber, index);
      if ('originalSource' in entry && entry.originalSource === source && entry.originalLine === line && entry.generatedColumn === index)
        return { map, location: { scriptId: script.scriptId, lineNumber, columnNumber: index } };
    }
  }
  throw new Error(`line ${line} of ${source} is nowhere in ${script.url}`);
}

test('a breakpoint in the .ts source of a function stops a share for longer than timeout and visibility; then its mail goes out, once', async () => {
  const lambda = new LambdaClient({
    endpoint: app.place.emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const FunctionName = Functions.find((found) => found.FunctionName?.includes('SendShareEmailSqs'))?.FunctionName;
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 1 }));
  const [debuggee, ...others] = (await (await fetch(`${app.place.emulator.endpoint}/_emulator/debuggers`)).json()) as {
    functionName: string;
    webSocketDebuggerUrl: string;
  }[];
  expect([debuggee?.functionName, others]).toEqual([FunctionName, []]);

  const client = await attach(debuggee?.webSocketDebuggerUrl as string);
  await client.send('Debugger.enable');
  let script: Script | undefined;
  for (; !script; await sleep(20))
    script = (client.events('Debugger.scriptParsed') as Script[]).find(({ url }) => url.endsWith('/index.mjs'));
  const line = text(SOURCE)
    .split('\n')
    .findIndex((row) => row.includes('await deps.once('));
  const { map, location } = placeOf(script, `pushpull:///${SOURCE}`, line);
  await client.send('Debugger.setBreakpoint', { location });

  const photoId = await app.photos.upload(await readPhoto('photos/rocket.jpg'));
  const share = { photoId, recipient: 'friend@example.com', mode: 'pull', shareId: 'looked-at', traceId: newTraceId(), sentAt: Date.now() };
  expect((await app.photos.share(share)).status).toBe(202);
  const { callFrames } = await client.event('Debugger.paused');
  const { lineNumber, columnNumber } = callFrames[0].location;
  expect(map.findEntry(lineNumber, columnNumber)).toMatchObject({ originalSource: `pushpull:///${SOURCE}`, originalLine: line });
  // real time: a second is the function's timeout, and a minute of the queue
  await sleep(2500);
  expect(await app.thirdParties.email.list({ shareId: 'looked-at' })).toEqual([]);
  await client.send('Debugger.resume');
  const { detail } = await app.place.emulator.events.waitFor((hop) => hop.type === 'esm.completed');
  client.close();
  expect(detail?.failed).toEqual([]);
  expect(await app.thirdParties.email.list({ shareId: 'looked-at' })).toHaveLength(1);
  const received = app.place.emulator.events.since(0).filter(({ type, resource }) => type === 'sqs.received' && resource === detail?.queue);
  expect(received).toHaveLength(1);
});

test('launch.json: each function has the port that the stack is told, and the compound starts them all', () => {
  const { configurations, compounds } = JSON.parse(text('.vscode/launch.json').replace(/^\s*\/\/.*$/gm, '')) as {
    configurations: { name: string; request: string; port?: number; args?: string[]; sourceMapPathOverrides?: Record<string, string> }[];
    compounds: { configurations: string[] }[];
  };
  const [stack] = configurations;
  const told = (stack?.args?.at(-1) ?? '').split(',').map((rule) => rule.split('=') as [string, string]);
  const attached = configurations.filter(({ request }) => request === 'attach');
  expect(attached.map(({ port }) => String(port))).toEqual(told.map(([, port]) => port));
  expect(compounds[0]?.configurations).toEqual([stack?.name, ...attached.map(({ name }) => name)]);
  for (const { sourceMapPathOverrides } of attached) expect(Object.keys(sourceMapPathOverrides ?? {})).toEqual(['pushpull:///*']);
  const stacks = ['lib/photos-stack.ts', 'lib/users-stack.ts'].map(text).join();
  for (const [name] of told) expect(stacks).toContain(name.replace(/(Direct|Sns|Sqs)$/, ''));
});
