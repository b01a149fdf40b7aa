import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EXIT, UserError } from '../compare/errors.ts';
import { untilHealthy } from './health.ts';
import { type Identity, identify, identityText } from './identity.ts';
import { type Installed, install } from './install.ts';
import { HERE, KINESIS_VERSION, ROOT, VERSION, within } from './paths.ts';
import { descendants, killAll, MARK, startedBy } from './processes.ts';
import { tail } from './run.ts';
import { DEFAULT_SETTINGS, type PollSettings, pollVariables } from './settings.ts';
import { sweep } from './sweep.ts';

export interface StartOptions {
  /** 0 takes a free one. */
  port?: number;
  /** Of the installation. */
  home?: string;
  settings?: Partial<PollSettings>;
  /** Further variables of LocalStack's configuration. */
  environment?: Record<string, string>;
  /** It goes on when this process ends, and nothing but its process's identity is left to end it by. */
  detach?: boolean;
  onProgress?(line: string): void;
  /** What is told at once: that something is downloaded. */
  onNote?(line: string): void;
  signal?: AbortSignal;
}

export interface RunningLocalStack {
  endpoint: string;
  port: number;
  version: string;
  settings: PollSettings;
  process: Identity;
  /** The folder of its state, with `localstack.log`. */
  folder: string;
  /** Resolves when it has ended, for whatever reason. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/** Five seconds on a machine that has nothing else to do, many times that beside others. */
const HEALTHY_WITHIN_MS = 240_000;
/** LocalStack would take 11 s to shut down; nothing of its state is kept, so it need not. */
const GRACE_MS = 3000;
/** Longer than the system takes to end what has been killed. */
const KILLED_WITHIN_MS = 30_000;

/** Starts a LocalStack of its own: state, port and processes are shared with no other, and nobody but this machine reaches it. */
export async function startLocalStack(options: StartOptions = {}): Promise<RunningLocalStack> {
  const { onProgress = () => {}, onNote = onProgress, detach = false, signal } = options;
  const installed = await install({ onProgress, onNote, ...(options.home ? { home: options.home } : {}), ...(signal ? { signal } : {}) });
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const port = await freePort(options.port ?? 0);
  const at = within(installed.home);
  const folder = join(at.servers, `${port}-${randomBytes(4).toString('hex')}`);
  await sweep(at.servers);
  await prepare(folder, at, installed);
  onProgress(`starting LocalStack ${VERSION} on port ${port}`);
  const logFile = join(folder, 'localstack.log');
  const log = await open(logFile, 'w');
  const child = spawn(at.python, ['-m', 'localstack.runtime.main'], {
    cwd: folder,
    env: { ...variables(folder, port, at, installed, detach), ...pollVariables(settings), ...options.environment },
    // a process group of its own; its input is a pipe whose end tells it that this process has gone
    detached: true,
    stdio: [detach ? 'ignore' : 'pipe', log.fd, log.fd],
  });
  await log.close();
  let over = false;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  }).then(() => void (over = true));
  const identity = child.pid ? await identify(child.pid) : undefined;
  if (identity) await writeFile(join(folder, 'pid'), identityText(identity));
  let stopping: Promise<void> | undefined;
  const stop = () =>
    (stopping ??= (async () => {
      if (child.pid && !over) await end(child.pid, gone, folder);
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    })());

  const endpoint = `http://127.0.0.1:${port}`;
  const answered = await untilHealthy(endpoint, HEALTHY_WITHIN_MS, () => over || signal?.aborted === true);
  if (!answered || !identity) {
    const said = tail(await readFile(logFile, 'utf8').catch(() => ''), 25);
    const what = over ? 'ended while starting' : `was not healthy within ${HEALTHY_WITHIN_MS / 1000} s`;
    await stop();
    signal?.throwIfAborted();
    throw new UserError(`LocalStack ${what}. The end of its log:\n${said}`, EXIT.failed);
  }
  if (detach) child.unref();
  return { endpoint, port, version: answered.version, settings, process: identity, folder, ended: gone, stop };
}

/** Politely first; then it and all that descends from it, DynamoDB Local and functions among them. Resolves when they have gone. */
export async function end(pid: number, gone: Promise<void>, folder: string | undefined): Promise<void> {
  const all = await descendants(pid);
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    // gone
  }
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([gone, new Promise<void>((resolve) => (timer = setTimeout(resolve, GRACE_MS)))]);
  clearTimeout(timer);
  // those that it started meanwhile, too
  killAll([...(await descendants(pid)), ...all, pid]);
  await gone;
  if (folder === undefined) return;
  // a kill is no end yet on a busy machine; and what it started on its way out is nobody's child any more
  for (const until = performance.now() + KILLED_WITHIN_MS; performance.now() < until; await sleep(50)) {
    const left = await startedBy(folder);
    if (left.length === 0) return;
    killAll(left);
  }
}

/** A state folder in which LocalStack finds Java, DynamoDB Local and kinesis-local where it would have put them. */
async function prepare(folder: string, { jars, kinesis }: ReturnType<typeof within>, { javaHome }: Installed) {
  const libs = join(folder, 'root/var/lib/localstack/lib');
  await mkdir(join(folder, 'tmp'), { recursive: true });
  // until it has a process of its own, the folder is this one's
  await writeFile(join(folder, 'pid'), identityText((await identify(process.pid)) as Identity));
  await mkdir(join(libs, 'dynamodb-local'), { recursive: true });
  await mkdir(join(libs, 'kinesis-local'));
  await symlink(jars, join(libs, 'dynamodb-local/2'));
  await symlink(kinesis, join(libs, 'kinesis-local', KINESIS_VERSION));
  const java = platform() === 'darwin' ? join(libs, 'java/21/Contents/Home') : join(libs, 'java/21');
  await mkdir(join(java, '..'), { recursive: true });
  await symlink(javaHome, java);
}

/** Made from nothing: of this process's own variables only PATH, HOME and the locale get in, so that no account or proxy does. */
function variables(folder: string, port: number, at: ReturnType<typeof within>, installed: Installed, detach: boolean) {
  const bootstrap = fileURLToPath(new URL('../emulator/src/runtime/bootstrap/node.mjs', import.meta.url));
  return {
    PATH: `${join(at.venv, 'bin')}:${process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin'}`,
    HOME: folder,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    JAVA_HOME: installed.javaHome,
    FILESYSTEM_ROOT: join(folder, 'root'),
    TMPDIR: join(folder, 'tmp'),
    GATEWAY_LISTEN: `127.0.0.1:${port}`,
    // a name, never an address: function URLs are made from it
    LOCALSTACK_HOST: `localhost:${port}`,
    // where this machine is a container itself, LocalStack would take the container's own folders
    OVERRIDE_IN_DOCKER: '0',
    SQS_ENDPOINT_STRATEGY: 'path',
    // nothing is fetched and nobody told
    SKIP_SSL_CERT_DOWNLOAD: '1',
    DISABLE_EVENTS: '1',
    DNS_ADDRESS: '0',
    LAMBDA_RUNTIME_EXECUTOR: 'pushpull',
    [MARK]: folder,
    PUSHPULL_NODE: process.execPath,
    PUSHPULL_BOOTSTRAP: bootstrap,
    PUSHPULL_PRELOAD: join(HERE, 'localhost-names.cjs'),
    PUSHPULL_SDK_FROM: pathToFileURL(join(ROOT, 'emulator/src/emulator.ts')).href,
    PUSHPULL_COMPILE_CACHE: at.compileCache,
    ...(detach ? { PUSHPULL_STAY: '1' } : {}),
  };
}

/** The port, or any free one for 0. Throws a UserError (exit code 3) for one in use: LocalStack itself would only log it. */
function freePort(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(new UserError(`Port ${port} is in use. Stop what listens there, or choose another with --port.`, EXIT.portInUse)),
    );
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}
