import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, UserError } from '../compare/errors.ts';
import { findJavaHome } from './java.ts';
import { withLock } from './lock.ts';
import { defaultHome, HERE, KINESIS_VERSION, within } from './paths.ts';
import { findPython } from './python.ts';
import { run, tail } from './run.ts';

export interface InstallOptions {
  home?: string;
  onProgress?(line: string): void;
  /** Told at once, before anything is downloaded: what, from where, how much, and where to. */
  onNote?(line: string): void;
  signal?: AbortSignal;
}

export interface Installed {
  home: string;
  javaHome: string;
}

const REQUIREMENTS = join(HERE, 'requirements.txt');
const PLUGIN = join(HERE, 'plugin');
/** LocalStack 4.14.0's own choice (localstack/services/kinesis/packages.py). */
const KINESIS = `kinesis-local@${KINESIS_VERSION}`;
const POM = join(HERE, 'dynamodb-local/pom.xml');

/**
 * LocalStack 4.14.0 from PyPI, the plugin and DynamoDB Local from Maven Central, under `home`. Each step leaves a stamp of what it was
 * made from: a step with the right stamp is left as it is, so that the second time takes no time, and an interrupted one is done again.
 */
export async function install({
  home = defaultHome(),
  onProgress = () => {},
  onNote = onProgress,
  signal,
}: InstallOptions = {}): Promise<Installed> {
  const at = within(home);
  // both are looked for before minutes are spent on the first
  const [python, javaHome] = [await findPython(), await findJavaHome()];
  const keys = {
    venv: digest(python.path, python.version),
    requirements: digest(await readFile(REQUIREMENTS)),
    plugin: digest(...(await contents(PLUGIN))),
    jars: digest(await readFile(POM)),
    kinesis: digest(KINESIS),
  };
  await mkdir(home, { recursive: true });
  await withLock(
    at.lock,
    async () => {
      const stamps = await readStamps(at.stamps);
      const downloads = whatIsMissing(stamps, keys, home);
      if (downloads) onNote(downloads);
      const step = async (name: keyof typeof keys, title: string, work: () => Promise<void>) => {
        if (stamps[name] === keys[name]) return;
        onProgress(title);
        delete stamps[name];
        await writeStamps(at.stamps, stamps);
        await work();
        stamps[name] = keys[name];
        await writeStamps(at.stamps, stamps);
      };
      const pip = async (...args: string[]) => {
        const onLine = (line: string) => {
          const [, what] = /^(?:Collecting (\S+)|Installing collected packages)/.exec(line) ?? [];
          if (what) onProgress(`pip: ${what}`);
          else if (line.startsWith('Installing')) onProgress('pip: unpacking');
        };
        const { code, output } = await run(at.python, ['-m', 'pip', '--no-input', '--disable-pip-version-check', ...args], {
          onLine,
          signal,
        });
        if (code !== 0) throw failed('pip could not install LocalStack', output, 'It needs the Python package index: is it reachable?');
      };
      await step('venv', `making a virtual environment with Python ${python.version}`, async () => {
        stamps.requirements = stamps.plugin = undefined;
        await rm(at.venv, { recursive: true, force: true });
        const { code, output } = await run(python.path, ['-m', 'venv', at.venv], { signal });
        if (code !== 0) throw failed('No virtual environment could be made', output, 'Debian and Ubuntu: sudo apt install python3-venv');
      });
      await step('requirements', 'installing LocalStack 4.14.0 from PyPI: about 1 GB, a few minutes', () =>
        pip('install', '--requirement', REQUIREMENTS),
      );
      await step('plugin', 'installing the plugin that runs functions', async () => {
        // pip builds beside the sources
        const copy = join(home, 'plugin');
        await rm(copy, { recursive: true, force: true });
        await cp(PLUGIN, copy, { recursive: true });
        await pip('install', '--no-deps', '--no-build-isolation', '--force-reinstall', copy);
        await rm(copy, { recursive: true, force: true });
      });
      await step('kinesis', `installing ${KINESIS} from npm, which DynamoDB's streams run on`, async () => {
        // LocalStack would install it on the first use of a stream, without the settings that this machine's npm needs
        await rm(at.kinesis, { recursive: true, force: true });
        const { code, output } = await run('npm', ['install', '--no-audit', '--no-fund', '--prefix', at.kinesis, KINESIS], { signal });
        if (code !== 0) throw failed(`npm could not install ${KINESIS}`, output, 'It needs the npm registry: is it reachable?');
      });
      await step('jars', 'fetching DynamoDB Local from Maven Central: 51 MB', () => fetchJars(at.jars, signal));
    },
    { onWait: (pid) => onProgress(`waiting for process ${pid}, which is installing LocalStack`), signal },
  );
  return { home, javaHome };
}

/** Undefined where all is there, or is made from what is. */
export function whatIsMissing(stamps: Stamps, keys: Stamps, home: string): string | undefined {
  const missing = Object.entries({
    requirements: 'LocalStack 4.14.0 from PyPI (about 1 GB, a few minutes)',
    kinesis: `${KINESIS} from npm`,
    jars: 'DynamoDB Local from Maven Central (51 MB)',
  })
    // another environment has none of its packages
    .filter(([name]) => stamps[name] !== keys[name] || (name === 'requirements' && stamps.venv !== keys.venv))
    .map(([, what]) => what);
  return missing.length === 0 ? undefined : `Not installed yet, downloading to ${home}: ${missing.join(', ')}. Ctrl-C ends it.`;
}

/** Whether all of it is there, without making anything. */
export async function isInstalled(home = defaultHome()): Promise<boolean> {
  const stamps = await readStamps(within(home).stamps);
  return ['venv', 'requirements', 'plugin', 'kinesis', 'jars'].every((name) => stamps[name]);
}

async function fetchJars(folder: string, signal: AbortSignal | undefined) {
  const partial = `${folder}.partial`;
  await rm(partial, { recursive: true, force: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const out = `-DoutputDirectory=${join(partial, 'DynamoDBLocal_lib')}`;
  const { code, output } = await run('mvn', ['--batch-mode', '--quiet', '--file', POM, goal, out, '-DincludeScope=runtime'], { signal });
  if (code === undefined)
    throw new UserError(
      'DynamoDB Local comes from Maven Central, and there is no mvn. Debian, Ubuntu: sudo apt install maven; macOS: brew install maven',
      EXIT.failed,
    );
  if (code !== 0) throw failed('mvn could not fetch DynamoDB Local', output, 'It needs Maven Central: is it reachable?');
  // what LocalStack looks for to know that it need not fetch it itself; the plugin starts it by its class path
  await writeFile(join(partial, 'DynamoDBLocal.jar'), '');
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
}

const failed = (what: string, output: string, hint: string) => new UserError(`${what}:\n${tail(output)}\n${hint}`, EXIT.failed);

function digest(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

async function contents(folder: string): Promise<(string | Buffer)[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => /\.(py|toml)$/.test(name)).sort();
  return (await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name))]))).flat();
}

type Stamps = Record<string, string | undefined>;

async function readStamps(file: string): Promise<Stamps> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Stamps;
  } catch {
    return {};
  }
}

/** Whole or not at all. */
async function writeStamps(file: string, stamps: Stamps) {
  await writeFile(`${file}.new`, JSON.stringify(stamps));
  await rename(`${file}.new`, file);
}
