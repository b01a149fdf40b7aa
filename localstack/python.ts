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

/** The official image has 3.13, which the pins were made with; with 3.11 and 3.12 the same wheels install and run. */
const VERSIONS = ['3.13', '3.12', '3.11'];

/** A Python that LocalStack's pins install on: PUSHPULL_PYTHON, else the newest of 3.13, 3.12 and 3.11 on the PATH or of pyenv. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const chosen = env.PUSHPULL_PYTHON;
  if (chosen) {
    const python = await ask(chosen, env);
    if (python && VERSIONS.includes(minor(python))) return python;
    const what = python ? `is Python ${python.version}` : 'cannot be run';
    throw new UserError(`PUSHPULL_PYTHON=${chosen} ${what}; LocalStack 4.14.0 needs Python 3.13, 3.12 or 3.11.`, EXIT.usage);
  }
  const ofPyenv = await pyenvPythons(env);
  for (const version of VERSIONS) {
    const names = [`python${version}`, ...ofPyenv.filter((path) => path.includes(`/${version}.`)), 'python3', 'python'];
    for (const name of names) {
      const python = await ask(name, env);
      if (python && minor(python) === version) return python;
    }
  }
  throw new UserError(
    [
      'LocalStack without Docker needs Python 3.13 (3.12 and 3.11 work too), and none was found.',
      '  Debian, Ubuntu  sudo apt install python3 python3-venv',
      '  macOS           brew install python@3.13',
      '  anywhere        pyenv install 3.13',
      'Elsewhere than on the PATH? Set PUSHPULL_PYTHON=/path/to/python3.13',
    ].join('\n'),
    EXIT.failed,
  );
}

const minor = ({ version }: Python) => version.split('.').slice(0, 2).join('.');

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
  return names.map((name) => join(versions, name, 'bin/python3'));
}
