import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPhoto } from '../compare/photo.ts';
import { newTraceId, photosClient } from '../compare/photos-client.ts';
import { signedFetch } from '../compare/signed-fetch.ts';
import { leftOvers } from '../targets/left-overs.ts';
import { run } from './support/command.ts';

const REGION = 'us-east-1';
const ACCOUNT = '111122223333';
const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'not-a-secret' };

/** There is no account to try it on, so that the embedded stack plays AWS: all that the commands ask of AWS, it answers. */
describe('pushpull deploy and destroy --target aws', () => {
  let emulator: Emulator;
  let env: Record<string, string>;
  const pushpull = (command: string, ...args: string[]) =>
    // the share alone: two dozen stacks more would show nothing more
    run(
      'node',
      [
        'bin/pushpull.ts',
        command,
        ...args,
        ...(command === 'deploy' ? ['-c', 'systems=share'] : []),
        '--target',
        'aws',
        '--region',
        REGION,
        '--allow-endpoint',
      ],
      { env },
    );

  beforeAll(async () => {
    emulator = await startEmulator({ port: 0 });
    env = { AWS_ENDPOINT_URL: emulator.endpoint, AWS_ACCESS_KEY_ID: ACCOUNT, AWS_SECRET_ACCESS_KEY: 'not-a-secret' };
  });
  afterAll(() => emulator.stop());

  test('takes no endpoint for AWS', async () => {
    const refused = await run('node', ['bin/pushpull.ts', 'deploy', '--target', 'aws', '--region', REGION], { env });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('AWS_ENDPOINT_URL is set, and what answers there is not AWS');
  });

  test('says what to run where CDK is not bootstrapped', async () => {
    const { code, stderr } = await pushpull('deploy');
    expect(code).toBe(1);
    expect(stderr).toContain(`npx cdk bootstrap aws://${ACCOUNT}/${REGION}`);
  });

  test('shows where, what and how much, and asks; then deploys what takes signed requests alone; destroy leaves nothing', async () => {
    // a folder of its own: another test may be writing to cdk.out
    const out = await mkdtemp(join(tmpdir(), 'pushpull-aws-'));
    const bootstrap = ['bootstrap', `aws://${ACCOUNT}/${REGION}`, '-c', 'systems=share', '--output', out];
    const bootstrapped = await run('cdk', bootstrap, { env: { ...env, AWS_REGION: REGION } });
    await rm(out, { recursive: true });
    expect(bootstrapped.code, bootstrapped.output).toBe(0);
    const asked = await pushpull('deploy');
    expect(asked.code).toBe(2);
    expect(asked.stderr).toMatch(new RegExp(`account +${ACCOUNT}`));
    expect(asked.stderr).toContain('[+] AWS::SQS::Queue');
    expect(asked.stderr).toContain('3 of 3 stacks change');
    expect(asked.stderr).toMatch(/Costs, about: \$\d/);
    expect(asked.stderr).toContain('--yes agrees');
    expect(asked.stderr).not.toContain('Please confirm');
    expect(asked.stderr).not.toContain('not-a-secret');

    const deployed = await pushpull('deploy', '--yes', '--json');
    expect(deployed.code, deployed.output).toBe(0);
    const { outputs, account } = JSON.parse(deployed.stdout) as { outputs: Record<string, string>; account: string };
    expect(account).toBe(ACCOUNT);

    const target = { endpoint: emulator.endpoint, region: REGION, credentials };
    const stranger = await fetch(outputs.GetShareUrl as string);
    expect(stranger.status).toBe(403);
    const s3 = new S3Client({ ...target, forcePathStyle: true });
    await s3.send(new PutBucketVersioningCommand({ Bucket: outputs.PhotosBucketName, VersioningConfiguration: { Status: 'Enabled' } }));
    const photos = photosClient(outputs, target, signedFetch({ region: REGION, credentials }));
    const photoId = await photos.upload(await readPhoto('photos/rocket.jpg'));
    // the mail goes to the stand-in for the provider, whose URL takes signed requests alone as well
    const share = { photoId, recipient: 'friend@example.com', mode: 'sync', shareId: 'one', traceId: newTraceId(), sentAt: Date.now() };
    expect(await photos.share(share)).toMatchObject({ status: 200 });

    const again = await pushpull('deploy', '--yes');
    expect(again.stderr).toContain('Nothing changes');

    // as Lambda does when a function logs after its log group has gone
    const logGroupName = `/aws/lambda/${outputs.SharePhotoName}`;
    await new CloudWatchLogsClient(target).send(new CreateLogGroupCommand({ logGroupName }));
    const unsure = await pushpull('destroy');
    expect(unsure.code).toBe(2);
    expect(unsure.stderr).toMatch(/PushpullPhotos: .*1 S3::Bucket/);
    const gone = await pushpull('destroy', '--yes');
    expect(gone.code, gone.output).toBe(0);
    expect(gone.stderr).toMatch(/PushpullPhotos: [1-9]\d* objects and versions deleted/);
    expect(gone.stderr).toContain(`log group ${logGroupName}: deleted`);
    expect(gone.stdout).toContain('Nothing of the app is left');
    const clients = {
      ...target,
      maxAttempts: 1,
      requestHandler: { connectionTimeout: 60_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
    };
    expect(
      await leftOvers(
        clients,
        ['PushpullPhotos', 'PushpullUsers', 'PushpullThirdParty'].map((name) => ({ name, resources: [] })),
      ),
    ).toEqual([]);
    expect((await pushpull('destroy', '--yes')).stdout).toContain('None of the app is there');
  });

  test('what is kept is named, and the command fails', async () => {
    const deployed = await pushpull('deploy', '--yes', '--json', '-c', 'data=keep', '-c', 'urlConcurrency=none');
    expect(deployed.code, deployed.output).toBe(0);
    const { outputs } = JSON.parse(deployed.stdout) as { outputs: Record<string, string> };
    const kept = await pushpull('destroy', '--yes', '--json');
    expect(kept.code).toBe(1);
    expect(JSON.parse(kept.stdout).left).toEqual(expect.arrayContaining([expect.stringContaining(outputs.PhotosBucketName as string)]));
    expect(kept.stderr).toContain(outputs.PhotosTableName);
  });
});
