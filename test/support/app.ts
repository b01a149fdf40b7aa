import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Emulator, type EmulatorOptions, startEmulator } from 'pushpull-emulator';
import { type PhotosClient, photosClient } from '../../compare/photos-client.ts';
import { startThirdParties, type ThirdPartiesServer } from '../../third-party/server.ts';
import { type Result, run } from './command.ts';

export interface DeployedApp {
  emulator: Emulator;
  thirdParties: ThirdPartiesServer;
  outputs: Record<string, string>;
  photos: PhotosClient;
  cdk(...args: string[]): Promise<Result>;
  stop(): Promise<void>;
}

/** The app as `npx cdk deploy --all` puts it on an embedded stack of its own. */
export async function deployWithCdk(options: EmulatorOptions = {}): Promise<DeployedApp> {
  const emulator = await startEmulator({ port: 0, ...options });
  const thirdParties = await startThirdParties();
  const env = {
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
    CI: 'true',
  };
  const out = join(tmpdir(), `pushpull-test-${emulator.port}`);
  const context = ['-c', `thirdPartyUrl=${thirdParties.url}`, '--output', `${out}.cdk`];
  const cdk = (...args: string[]) => run('cdk', [...args, ...context], { env });
  const stop = async () => {
    await emulator.stop();
    await thirdParties.stop();
  };
  try {
    for (const args of [['bootstrap'], ['deploy', '--all', '--require-approval', 'never', '--outputs-file', `${out}.json`]]) {
      const result = await cdk(...args);
      if (result.code !== 0) throw new Error(`cdk ${args[0]} failed:\n${result.output}`);
    }
    const stacks: Record<string, Record<string, string>> = JSON.parse(await readFile(`${out}.json`, 'utf8'));
    const outputs = Object.assign({}, ...Object.values(stacks));
    const photos = photosClient(outputs, {
      endpoint: emulator.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    return { emulator, thirdParties, outputs, photos, cdk, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
