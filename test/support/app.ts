import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PhotosClient, photosClient } from '../../compare/photos-client.ts';
import { startThirdParties, type ThirdPartiesServer } from '../../third-party/server.ts';
import { type Result, run } from './command.ts';
import type { Place } from './places.ts';

export interface DeployedApp<At extends Place = Place> {
  place: At;
  thirdParties: ThirdPartiesServer;
  outputs: Record<string, string>;
  photos: PhotosClient;
  cdk(...args: string[]): Promise<Result>;
  stop(): Promise<void>;
}

/** Photos and Users as `npx cdk deploy PushpullPhotos` puts them on a stack, which then belongs to the app: it is stopped with it. */
export async function deployWithCdk<At extends Place>(place: At): Promise<DeployedApp<At>> {
  const { endpoint } = place;
  const thirdParties = await startThirdParties();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const env = { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1', CI: 'true' };
  const folder = await mkdtemp(join(tmpdir(), 'pushpull-test-'));
  const outputsFile = join(folder, 'outputs.json');
  const context = ['-c', `thirdPartyUrl=${thirdParties.url}`, '-c', 'systems=share', '--output', join(folder, 'cdk.out')];
  const cdk = (...args: string[]) => run('cdk', [...args, ...context], { env });
  const stop = async () => {
    await place.stop();
    await thirdParties.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const args of [['bootstrap'], ['deploy', 'PushpullPhotos', '--require-approval', 'never', '--outputs-file', outputsFile]]) {
      const result = await cdk(...args);
      if (result.code !== 0) throw new Error(`cdk ${args[0]} failed:\n${result.output}`);
    }
    const stacks: Record<string, Record<string, string>> = JSON.parse(await readFile(outputsFile, 'utf8'));
    const outputs = Object.assign({}, ...Object.values(stacks));
    const photos = photosClient(outputs, { endpoint, region: 'us-east-1', credentials });
    return { place, thirdParties, outputs, photos, cdk, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
