import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const HERE = join(ROOT, 'localstack');
export const VERSION = '4.14.0';
export const KINESIS_VERSION = '0.5.2';

/** Where LocalStack is installed: a folder of the project that git ignores, or PUSHPULL_LOCALSTACK_HOME, which CI can keep. */
export const defaultHome = (env: NodeJS.ProcessEnv = process.env) => resolve(env.PUSHPULL_LOCALSTACK_HOME ?? join(ROOT, '.localstack'));

/** The parts of an installation. */
export const within = (home: string) => ({
  venv: join(home, 'venv'),
  python: join(home, 'venv/bin/python'),
  jars: join(home, 'dynamodb-local'),
  kinesis: join(home, 'kinesis-local'),
  stamps: join(home, 'stamps.json'),
  lock: join(home, 'install.lock'),
  /** A folder a server, gone when it has stopped. */
  servers: join(home, 'servers'),
  compileCache: join(home, 'compile-cache'),
});
