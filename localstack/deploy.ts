import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, UserError } from '../compare/errors.ts';
import { localEnvironment, stayLocal } from '../targets/guard.ts';
import { ROOT } from './paths.ts';
import { run, tail } from './run.ts';

export interface CdkDeployOptions {
  endpoint: string;
  region: string;
  account: string;
  /** Of the third parties' server; absent: they are deployed too, as a function. */
  thirdPartyUrl?: string;
  onProgress?(line: string): void;
  signal?: AbortSignal;
}

/** `cdk bootstrap` and `cdk deploy` of Photos, and of what it depends on, by the `cdk` command, as anybody would: the outputs of all of them. */
export async function cdkDeploy(options: CdkDeployOptions): Promise<Record<string, string>> {
  const { onProgress = () => {}, endpoint, region, account, thirdPartyUrl, signal } = options;
  const local = { endpoint, region, accessKeyId: account };
  await stayLocal(local);
  const folder = await mkdtemp(join(tmpdir(), 'pushpull-cdk-'));
  const cdk = async (...args: string[]) => {
    const context = ['--context', 'systems=share', ...(thirdPartyUrl ? ['--context', `thirdPartyUrl=${thirdPartyUrl}`] : [])];
    const { code, output } = await run(join(ROOT, 'node_modules/.bin/cdk'), [...args, ...context, '--output', join(folder, 'cdk.out')], {
      cwd: ROOT,
      env: { ...localEnvironment(local), PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env.PATH}`, CI: 'true', NO_COLOR: '1' },
      onLine: (line) => /CREATE_COMPLETE|UPDATE_COMPLETE|Synthesis|deploying/.test(line) && onProgress(`cdk: ${inShort(line)}`),
      ...(signal ? { signal } : {}),
    });
    if (code !== 0) throw new UserError(`cdk ${args[0]} failed:\n${tail(output, 25)}`, EXIT.failed);
  };
  try {
    onProgress('cdk bootstrap');
    await cdk('bootstrap', `aws://${account}/${region}`);
    onProgress('cdk deploy PushpullPhotos');
    const outputs = join(folder, 'outputs.json');
    await cdk('deploy', 'PushpullPhotos', '--require-approval', 'never', '--outputs-file', outputs);
    const stacks = JSON.parse(await readFile(outputs, 'utf8')) as Record<string, Record<string, string>>;
    return Object.assign({}, ...Object.values(stacks));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of cdk's table of events, what fits in a line: stack, how many of how many, type and name. */
function inShort(line: string): string {
  const [stack, count, , , type, name] = line.split('|').map((cell) => cell.trim());
  return name ? `${stack} ${count} ${type} ${name}` : line;
}
