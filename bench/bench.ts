/**
 * `npm run bench`: how fast the embedded stack is on this machine. Each figure is the median of several; run it twice before believing a difference.
 * `--json` prints the figures for machines.
 */
import { spawn } from 'node:child_process';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startEmulator } from 'pushpull-emulator';
import { deployApp } from '../compare/deploy.ts';
import { percentile } from '../compare/measures.ts';
import { readPhoto } from '../compare/photo.ts';
import { newTraceId, photosClient } from '../compare/photos-client.ts';
import { embeddedTarget } from '../targets/embedded.ts';
import { startThirdParties } from '../third-party/server.ts';
import { type Throughput, throughput } from './throughput.ts';

const MODES = ['sync', 'async', 'push', 'pull'];
const ACCESS_KEY = '000000000000';
const REGION = 'us-east-1';
const median = (values: number[]) => percentile(values, 0.5) ?? Number.NaN;
const since = (start: number) => performance.now() - start;
const client = (endpoint: string) => ({ endpoint, region: REGION, credentials: { accessKeyId: ACCESS_KEY, secretAccessKey: 'local' } });

/** `pushpull up`: process start → the first answer, and the memory it then has. */
async function startUp(): Promise<{ ms: number; memoryMib: number }> {
  // below the ports that the system gives to others
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const start = performance.now();
  const child = spawn(process.execPath, ['bin/pushpull.ts', 'up', '--port', String(port)], { stdio: 'ignore' });
  try {
    for (;;) {
      const health = await fetch(`http://127.0.0.1:${port}/_emulator/health`).catch(() => undefined);
      if (health?.ok) break;
      if (child.exitCode !== null) throw new Error(`pushpull up ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    const ms = since(start);
    const { readFileSync } = await import('node:fs');
    const kib = Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1]);
    return { ms, memoryMib: kib / 1024 };
  } finally {
    child.kill();
  }
}

/** One client, one message at a time, over HTTP. */
async function queue(): Promise<{ perSecond: number; wakeMs: number }> {
  await using emulator = await startEmulator({ port: 0 });
  const sqs = new SQSClient(client(emulator.endpoint));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench' }));
  const once = async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(1000) }));
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
  };
  for (let i = 0; i < 200; i++) await once();
  const start = performance.now();
  for (let i = 0; i < 1000; i++) await once();
  const perSecond = 1000 / (since(start) / 1000);
  const wakes: number[] = [];
  for (let i = 0; i < 50; i++) {
    const received = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await new Promise((resolve) => setTimeout(resolve, 10));
    const sent = performance.now();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const { Messages } = await received;
    wakes.push(since(sent));
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages?.[0]?.ReceiptHandle }));
  }
  return { perSecond, wakeMs: median(wakes) };
}

/** The app: deploy, cold starts, and what a trigger takes when the function is warm. */
interface AppFigures {
  deployMs: number;
  coldMs: number;
  triggerMs: Record<string, number>;
  load: Record<string, Throughput>;
  /** Of stack, callers and third parties, which are one process here; the CDK, which deployed the app, had taken most of it before. */
  memoryOfLoadMib: number;
}

async function app(): Promise<AppFigures> {
  const target = await embeddedTarget({ port: 0, timeScale: 1, seed: 1 });
  const thirdParties = await startThirdParties();
  try {
    const start = performance.now();
    const outputs = await deployApp({
      target,
      thirdPartyUrl: thirdParties.url,
      onProgress() {},
    });
    const deployMs = since(start);
    const { Functions } = await new LambdaClient(client(target.endpoint)).send(new ListFunctionsCommand({}));
    if (!Functions?.length) throw new Error('nothing was deployed');
    const photos = photosClient(outputs, target);
    const photoId = await photos.upload(await readPhoto('photos/rocket.jpg'));
    // a share that fails is tried again after minutes: a figure that waited for it must say so
    target.events.subscribe(({ type, resource, detail, messageId }) => {
      const failed = detail?.failed as string[] | undefined;
      if (type === 'lambda.retried' || failed?.length || (type === 'lambda.finished' && detail?.status !== 'ok'))
        console.error(`bench: ${type} ${resource} ${messageId}: ${failed ? `${failed.length} messages failed` : JSON.stringify(detail)}`);
    });
    const triggerMs: Record<string, number> = {};
    for (const mode of MODES) {
      for (let i = 0; i < 60; i++) {
        const shareId = `bench-${mode}-${i < 20 ? 'warm' : 'counted'}-${i}`;
        await photos.share({ photoId, recipient: 'bench@example.com', mode, shareId, traceId: newTraceId(), sentAt: Date.now() });
        while ((await thirdParties.email.list({ shareId })).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
      const stamps = [...(await photos.stamps(`bench-${mode}-counted`)).values()];
      triggerMs[mode] = median(
        stamps.flatMap(({ handedOverAt, handledAt }) => (handedOverAt && handledAt ? [handledAt - handedOverAt] : [])),
      );
    }
    const inits = target.events
      .since(0)
      .flatMap(({ type, detail }) => (type === 'lambda.environment' && detail?.state === 'ready' ? [Number(detail.initMs)] : []));
    const load: Record<string, Throughput> = {};
    const before = process.memoryUsage.rss();
    const mails = async () => (await thirdParties.email.stats()).accepted;
    for (const mode of MODES) load[mode] = await throughput(mode, { photos, photoId, mails, events: target.events });
    return { deployMs, coldMs: median(inits), triggerMs, load, memoryOfLoadMib: (process.memoryUsage.rss() - before) / 2 ** 20 };
  } finally {
    await target.stop();
    await thirdParties.stop();
  }
}

const starts = [];
for (let i = 0; i < 5; i++) starts.push(await startUp());
const figures = {
  startUpMs: median(starts.map(({ ms }) => ms)),
  memoryMib: median(starts.map(({ memoryMib }) => memoryMib)),
  ...(await queue()),
  ...(await app()),
};

if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  const line = (label: string, value: string) => console.log(`${label.padEnd(52)} ${value.padStart(12)}`);
  line('pushpull up: process start → first answer', `${figures.startUpMs.toFixed(0)} ms`);
  line('memory of the stack when idle', `${figures.memoryMib.toFixed(0)} MiB`);
  line('SQS: send + receive + delete, one client', `${figures.perSecond.toFixed(0)} a second`);
  line('SQS: send → a waiting long poll has the message', `${figures.wakeMs.toFixed(1)} ms`);
  line('the app: bootstrap + synth + deploy', `${(figures.deployMs / 1000).toFixed(2)} s`);
  line('Lambda: cold start (load of the handler)', `${figures.coldMs.toFixed(0)} ms`);
  for (const [mode, ms] of Object.entries(figures.triggerMs))
    line(`${mode}: handed over → first line of the warm handler`, `${ms.toFixed(1)} ms`);
  for (const [mode, { perSecond, stackCpuMs }] of Object.entries(figures.load)) {
    line(`${mode}: most shares a second, mail sent`, `${perSecond.toFixed(0)}`);
    line(`${mode}: processor time of the stack for a share`, `${stackCpuMs.toFixed(1)} ms`);
  }
  line('memory that all of this load has added', `${figures.memoryOfLoadMib.toFixed(0)} MiB`);
}
