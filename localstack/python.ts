import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EXIT, UserError } from '../compare/errors.ts';
import { run } from './run.ts';

export interface Python {
  /** The program itself, not a shim. */
  path: string;
  /** "3.13.0" */
  version: string;
}

/** Of the official image, and of the pins. LocalStack 4.14.0 does not start with 3.12 and older; the pins have no wheels for newer ones. */
const VERSION = '3.13';

/** A Python 3.13: PUSHPULL_PYTHON, else one on the PATH, else one of pyenv. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const chosen = env.PUSHPULL_PYTHON;
  if (chosen) {
    const python = await ask(chosen, env);
    if (python && fits(python)) return python;
    const what = python ? `is Python ${python.version}` : 'cannot be run';
    throw new UserError(`PUSHPULL_PYTHON=${chosen} ${what}; LocalStack 4.14.0 needs Python ${VERSION}.`, EXIT.usage);
  }
  const found: string[] = [];
  for (const command of [`python${VERSION}`, 'python3', 'python', ...(await pyenvPythons(env))]) {
    const python = await ask(command, env);
    if (python && fits(python)) return python;
    if (python && !found.includes(python.version)) found.push(python.version);
  }
  throw new UserError(
    [
      `LocalStack without Docker needs Python ${VERSION}${found.length > 0 ? `; found: ${found.join(', ')}` : ', and there is no Python'}.`,
      `  Debian 13, Ubuntu 25.04  sudo apt install python${VERSION} python${VERSION}-venv`,
      `  macOS                    brew install python@${VERSION}`,
      `  anywhere                 pyenv install ${VERSION}, or uv python install ${VERSION}`,
      `Elsewhere than on the PATH? Set PUSHPULL_PYTHON=/path/to/python${VERSION}`,
    ].join('\n'),
    EXIT.failed,
  );
}

const fits = ({ version }: Python) => version.startsWith(`${VERSION}.`);

/** A shim of pyenv answers with an error for versions that aren't chosen; a real Python says where it is. */
async function ask(command: string, env: NodeJS.ProcessEnv): Promise<Python | undefined> {
  const script = 'import sys, venv, ensurepip; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';
  const { code, output } = await run(command, ['-c', script], { env });
  const [path, version] = output.trim().split('\n');
  return code === 0 && path && version ? { path, version } : undefined;
}

async function pyenvPythons(env: NodeJS.ProcessEnv): Promise<string[]> {
  const versions = join(env.PYENV_ROOT ?? join(env.HOME ?? homedir(), '.pyenv'), 'versions');
  const names = await readdir(versions).catch(() => []);
  return names.filter((name) => name.startsWith(`${VERSION}.`)).map((name) => join(versions, name, 'bin/python3'));
}
