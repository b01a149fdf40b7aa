// Runs inside an execution environment of a nodejs* function: loads the handler and works through the Lambda Runtime API.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
// Plain JavaScript, with Node's own modules only: it is what a cold start waits for. Log lines go out on file descriptor 3, one JSON
// array a line: ["log", text], and ["end", request id] before a response, so that the environment knows that it has read them all.
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import nodeModule, { createRequire, registerHooks } from 'node:module';
import { dirname, join, resolve as resolvePath } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const runtimeMajor = () => Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV ?? '')?.[1] ?? 24);
let requestId;
let api;

/** The environment's process holds the other end of stdin: when that is gone, so are we. A spare is told on it what to become. */
function orders() {
  return new Promise((taken) => {
    let text = '';
    process.stdin.setEncoding('utf8');
    process.stdin.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) taken(JSON.parse(text));
    });
    process.stdin.on('end', () => process.exit(0));
    process.stdin.on('error', () => process.exit(0));
  });
}

function frame(...parts) {
  try {
    writeSync(3, `${JSON.stringify(parts)}\n`);
  } catch {
    process.exit(0);
  }
}

/** console.* as Lambda prints it: time, request id, level and text, or one JSON object. */
function takeConsole() {
  const json = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
  const least = json ? Math.max(0, LEVELS.indexOf(process.env.AWS_LAMBDA_LOG_LEVEL ?? 'TRACE')) : 0;
  const print = (level) => {
    if (LEVELS.indexOf(level) < least) return () => {};
    return (...parts) => {
      const timestamp = new Date().toISOString();
      if (!json) return frame('log', `${timestamp}\t${requestId}\t${level}\t${format(...parts)}`);
      const record = { timestamp, level, requestId };
      const error = parts.find((part) => part instanceof Error);
      record.message = parts.length === 1 && typeof parts[0] === 'object' && !error ? parts[0] : format(...parts);
      if (error) Object.assign(record, describe(error, 'stackTrace'));
      frame('log', stringify(record));
    };
  };
  Object.assign(console, {
    log: print('INFO'),
    info: print('INFO'),
    warn: print('WARN'),
    error: print('ERROR'),
    debug: print('DEBUG'),
    trace: print('TRACE'),
  });
}

function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(format(value));
  }
}

function describe(error, trace) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), [trace]: [] };
  return { errorType: error.name, errorMessage: error.message, [trace]: (error.stack ?? '').split('\n') };
}

function named(name, message) {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** One call of the Runtime API. */
function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        agent,
        host: api.host,
        port: api.port,
        method,
        path: `/2018-06-01/runtime/${path}`,
        headers: body === undefined ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }));
        answer.on('error', reject);
      },
    );
    sent.setNoDelay(true);
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What the Node runtime provides without being in the package: the AWS SDK v3. */
function provideSdk() {
  const from = process.env.LAMBDA_SDK_FROM;
  delete process.env.LAMBDA_SDK_FROM;
  if (!from) return;
  const provided = createRequire(from);
  registerHooks({
    resolve(specifier, context, next) {
      try {
        return next(specifier, context);
      } catch (error) {
        if (!specifier.startsWith('@aws-sdk/') && !specifier.startsWith('@smithy/')) throw error;
        if (!context.conditions.includes('require')) return next(specifier, { ...context, parentURL: from });
        return { url: pathToFileURL(provided.resolve(specifier)).href, format: 'commonjs', shortCircuit: true };
      }
    },
  });
}

function isModule(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest)) return JSON.parse(readFileSync(manifest, 'utf8')).type === 'module';
    if (folder === dirname(folder) || folder === process.cwd()) return false;
  }
}

/** `folder/file.a.b` is the export b of the export a of folder/file. */
async function loadHandler(root, name) {
  const [, folder, base, path] = /^(.*\/)?([^/.]+)\.([^/]+)$/.exec(name) ?? [];
  if (!base) throw named('Runtime.MalformedHandlerName', `Bad handler: ${name}`);
  const stem = resolvePath(root, folder ?? '', base);
  const file = ['.js', '.mjs', '.cjs'].map((ending) => stem + ending).find((candidate) => existsSync(candidate));
  if (!file) throw named('Runtime.ImportModuleError', `Error: Cannot find module '${(folder ?? '') + base}'`);
  let loaded;
  try {
    if (isModule(file)) loaded = await import(pathToFileURL(file).href);
    else {
      try {
        loaded = createRequire(file)(file);
      } catch (error) {
        if (error?.code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
        loaded = await import(pathToFileURL(file).href);
      }
    }
  } catch (error) {
    if (error instanceof SyntaxError)
      throw Object.assign(named('Runtime.UserCodeSyntaxError', `SyntaxError: ${error.message}`), { stack: error.stack });
    if (error?.code === 'MODULE_NOT_FOUND' || error?.code === 'ERR_MODULE_NOT_FOUND')
      throw named('Runtime.ImportModuleError', `Error: ${error.message}`);
    throw error;
  }
  const find = (from) => path.split('.').reduce((value, key) => value?.[key], from);
  const handler = find(loaded) ?? find(loaded.default);
  if (handler === undefined) throw named('Runtime.HandlerNotFound', `${name} is undefined or not exported`);
  if (typeof handler !== 'function') throw named('Runtime.HandlerNotFound', `${name} is not a function`);
  if (handler.length >= 3 && runtimeMajor() >= 24) {
    throw named(
      'Runtime.CallbackHandlerDeprecated',
      'Callback-based handlers are not supported from Node.js 24 on: make the handler an async function.',
    );
  }
  return handler;
}

function contextOf(headers, settle) {
  const deadline = Number(headers['lambda-runtime-deadline-ms']);
  const parsed = (name) => (headers[name] ? JSON.parse(headers[name]) : undefined);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: parsed('lambda-runtime-client-context'),
    identity: parsed('lambda-runtime-cognito-identity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: (error, result) => settle(error, result),
    succeed: (result) => settle(null, result),
    fail: (error) => settle(error ?? 'handled'),
  };
}

/** Runs the handler: what it returns, what its promise gives, or what it hands to the callback. */
function run(handler, event, headers) {
  return new Promise((resolve, reject) => {
    const settle = (error, result) => (error === undefined || error === null ? resolve(result) : reject(error));
    const context = contextOf(headers, settle);
    let called;
    const idle = () => (called ? settle(...called) : resolve(undefined));
    const callback = (error, result) => {
      called ??= [error, result];
      if (context.callbackWaitsForEmptyEventLoop) return;
      process.removeListener('beforeExit', idle);
      settle(...called);
    };
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') return void returned.then(resolve, reject);
    // What a handler returns without a promise counts from Node.js 24 on; before, only its callback does.
    if (runtimeMajor() >= 24 && handler.length < 3) return resolve(returned);
    if (!called || context.callbackWaitsForEmptyEventLoop) process.once('beforeExit', idle);
  });
}

async function report(path, error) {
  const body = describe(error, 'trace');
  frame('end', requestId);
  await call('POST', path, JSON.stringify(body), {
    'content-type': 'application/json',
    'Lambda-Runtime-Function-Error-Type': body.errorType,
  });
}

function printError(title, error) {
  const text = stringify({ ...describe(error, 'stack'), ...(error instanceof Error ? { ...error } : {}) });
  if (process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON') console.error(error);
  else frame('log', `${new Date().toISOString()}\t${requestId}\tERROR\t${title} \t${text}`);
}

/** An error outside the handler's own promise ends the invocation, and the process with it. */
function fatal(title, code, wrap) {
  return async (reason) => {
    const error = wrap(reason);
    printError(title, error);
    setTimeout(() => process.exit(code), 1000);
    await report(requestId ? `invocation/${requestId}/error` : 'init/error', error).catch(() => {});
    process.exit(code);
  };
}

async function main() {
  const told = orders();
  if (process.argv.includes('--spare')) {
    const { env } = await told;
    for (const key of Object.keys(process.env)) delete process.env[key];
    Object.assign(process.env, env);
  }
  process.stdin.unref();
  const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
  api = { host, port };
  process.chdir(process.env.LAMBDA_TASK_ROOT);
  process.argv.length = 2;
  takeConsole();
  provideSdk();
  if (process.env.LAMBDA_COMPILE_CACHE) nodeModule.enableCompileCache(process.env.LAMBDA_COMPILE_CACHE);
  delete process.env.LAMBDA_COMPILE_CACHE;
  globalThis.awslambda = {
    streamifyResponse() {
      throw named('NotImplemented', 'The embedded stack does not support Lambda response streaming');
    },
  };
  process.on(
    'uncaughtException',
    fatal('Uncaught Exception', 129, (error) => error),
  );
  process.on(
    'unhandledRejection',
    fatal('Unhandled Promise Rejection', 128, (reason) =>
      Object.assign(named('Runtime.UnhandledPromiseRejection', reason instanceof Error ? reason.toString() : String(reason)), { reason }),
    ),
  );

  let handler;
  try {
    handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    printError('Uncaught Exception', error);
    await report('init/error', error);
    process.exit(1);
  }
  let cacheWritten = false;
  for (;;) {
    const { headers, body } = await call('GET', 'invocation/next');
    requestId = headers['lambda-runtime-aws-request-id'];
    if (headers['lambda-runtime-trace-id']) process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    else delete process.env._X_AMZN_TRACE_ID;
    try {
      if (body.includes('/cloudformation-custom-resource-response-')) await import('./answer-by-http.mjs');
      const result = await run(handler, JSON.parse(body.toString('utf8')), headers);
      let answer;
      try {
        answer = JSON.stringify(result) ?? 'null';
      } catch (error) {
        throw named('Runtime.MarshalError', `Unable to stringify response body: ${error.message}`);
      }
      frame('end', requestId);
      await call('POST', `invocation/${requestId}/response`, answer, { 'content-type': 'application/json' });
    } catch (error) {
      printError('Invoke Error', error);
      await report(`invocation/${requestId}/error`, error);
    }
    // What was compiled on the way is kept for the next environment: now that there is an answer, and before this one is frozen.
    if (!cacheWritten) nodeModule.flushCompileCache?.();
    cacheWritten = true;
  }
}

main().catch((error) => {
  // The Runtime API has gone away: there is nobody left to work for.
  if (error?.code !== 'ECONNREFUSED' && error?.code !== 'ECONNRESET') process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
});
