import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator.ts';
import { zip } from './zip.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/function';

/** A stack with a Lambda client and short ways to make and call functions; for tests. */
export async function startLambda(options: EmulatorOptions = {}) {
  const emulator: Emulator = await startEmulator({ port: 0, ...options });
  const settings = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const client = new LambdaClient(settings);
  return {
    emulator,
    settings,
    client,
    /** `code` is the source of index.mjs, or files by name. */
    create: (FunctionName: string, code: string | Record<string, string>, more: Partial<CreateFunctionCommandInput> = {}) =>
      client.send(
        new CreateFunctionCommand({
          FunctionName,
          Role: ROLE,
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Code: { ZipFile: zip(typeof code === 'string' ? { 'index.mjs': code } : code) },
          ...more,
        }),
      ),
    async invoke(FunctionName: string, event: unknown = {}, more: Partial<InvokeCommandInput> = {}) {
      const answer = await client.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)), ...more }));
      const text = answer.Payload?.transformToString() ?? '';
      return {
        ...answer,
        result: text === '' ? undefined : JSON.parse(text),
        log: Buffer.from(answer.LogResult ?? '', 'base64').toString(),
      };
    },
    async stop() {
      client.destroy();
      await emulator.stop();
    },
  };
}
