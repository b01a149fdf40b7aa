import type { CreateFunctionCommandInput, InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { zip } from '../../emulator/src/services/lambda/zip.ts';
import type { Made } from '../context.ts';

export interface Function {
  name: string;
  arn: string;
}

/** What an answer's JSON holds is for the case to say. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Functions {
  /** A function of this source (index.mjs), ready to be invoked. */
  createFunction(source: string, more?: Partial<CreateFunctionCommandInput>): Promise<Function>;
  /** Gives a function other code and waits until it is in effect. */
  updateCode(name: string, source: string): Promise<void>;
  /** Waits until the last change of a function is in effect. */
  settled(name: string): Promise<void>;
  invoke(name: string, event?: unknown, more?: Partial<InvokeCommandInput>): Promise<InvokeCommandOutput & { result: Json }>;
  /** The events that a function made of `TELLS` got so far, from its log. */
  seen(name: string): Promise<Json[]>;
  /** The same, once there are as many. */
  saw(name: string, count: number): Promise<Json[]>;
  /** Allows a service to invoke a function. */
  allow(name: string, service: string, SourceArn: string): Promise<void>;
  /** A role that functions run as. */
  createRole(): Promise<string>;
}

const MARK = 'conformance: ';

/** Put before a handler's source: `tell(value)` writes a value to the function's log, where `seen` finds it. Needs no SDK in the runtime. */
export const TELL = `const tell = (value) => console.log('${MARK}' + JSON.stringify(value));\n`;

/** A handler that tells of its events and does nothing else. */
export const TELLS = `${TELL}export const handler = async (event) => { tell(event); };`;

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

const MAY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: ['logs:*', 'sqs:*', 'sns:Publish', 'lambda:InvokeFunction', 'dynamodb:*'], Resource: '*' }],
});

export function functionsOf({ clients: { iam, lambda, logs }, deadline, name: newName, cleanup }: Made): Functions {
  let role: Promise<string> | undefined;
  const createRole = async () => {
    const RoleName = newName('role');
    const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument: TRUST });
    cleanup(() => iam.deleteRole({ RoleName }));
    await iam.putRolePolicy({ RoleName, PolicyName: 'may', PolicyDocument: MAY });
    cleanup(() => iam.deleteRolePolicy({ RoleName, PolicyName: 'may' }));
    return Role?.Arn ?? '';
  };
  const settled = async (name: string) => {
    await deadline.until(`${name} ready`, async () => {
      const { State, LastUpdateStatus, StateReason, LastUpdateStatusReason } = await lambda.getFunctionConfiguration({
        FunctionName: name,
      });
      if (State === 'Failed' || LastUpdateStatus === 'Failed') throw new Error(`${name}: ${StateReason ?? LastUpdateStatusReason}`);
      return State === 'Active' && LastUpdateStatus !== 'InProgress' ? true : undefined;
    });
  };
  const seen = async (name: string) => {
    const told: unknown[] = [];
    let nextToken: string | undefined;
    do {
      const page = await logs.filterLogEvents({ logGroupName: `/aws/lambda/${name}`, nextToken }).catch((error: Error) => {
        // the group comes with the first line
        if (error.name === 'ResourceNotFoundException') return undefined;
        throw error;
      });
      for (const { message = '' } of page?.events ?? []) {
        const at = message.indexOf(MARK);
        if (at >= 0) told.push(JSON.parse(message.slice(at + MARK.length)));
      }
      nextToken = page?.nextToken;
    } while (nextToken);
    return told;
  };
  return {
    createRole: () => (role ??= createRole()),
    settled,
    seen,
    async createFunction(source, more = {}) {
      const FunctionName = newName('function');
      role ??= createRole();
      const { FunctionArn = '' } = await lambda.createFunction({
        FunctionName,
        Role: await role,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { ZipFile: zip({ 'index.mjs': source }) },
        Timeout: 10,
        ...more,
      });
      cleanup(() => lambda.deleteFunction({ FunctionName }));
      cleanup(() =>
        logs.deleteLogGroup({ logGroupName: `/aws/lambda/${FunctionName}` }).catch((error: Error) => {
          // a function that never ran has none
          if (error.name !== 'ResourceNotFoundException') throw error;
        }),
      );
      await settled(FunctionName);
      return { name: FunctionName, arn: FunctionArn };
    },
    async updateCode(FunctionName, source) {
      await lambda.updateFunctionCode({ FunctionName, ZipFile: zip({ 'index.mjs': source }) });
      await settled(FunctionName);
    },
    async invoke(FunctionName, event = {}, more = {}) {
      const answer = await lambda.invoke({ FunctionName, Payload: Buffer.from(JSON.stringify(event)), ...more });
      const text = answer.Payload?.transformToString() ?? '';
      return { ...answer, result: text === '' ? undefined : JSON.parse(text) };
    },
    async saw(name, count) {
      let last: unknown[] = [];
      return deadline.until(
        `${count} events at ${name}`,
        async () => ((last = await seen(name)).length >= count ? last : undefined),
        () => last,
      );
    },
    async allow(FunctionName, service, SourceArn) {
      const { Statement } = await lambda.addPermission({
        FunctionName,
        StatementId: newName('allow'),
        Action: 'lambda:InvokeFunction',
        Principal: `${service}.amazonaws.com`,
        SourceArn,
      });
      if (!Statement) throw new Error('AddPermission answered without its statement');
    },
  };
}
