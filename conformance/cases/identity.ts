import assert from 'node:assert/strict';
import { STS } from '@aws-sdk/client-sts';
import { casesOf } from '../case.ts';
import { iamApi, stsApi } from '../docs.ts';

export const identity = casesOf('identity', [
  {
    name: 'caller',
    says: 'GetCallerIdentity answers with an account of 12 digits and an ARN in it',
    doc: stsApi('API_GetCallerIdentity'),
    async run({ clients: { sts } }) {
      const { Account, Arn, UserId } = await sts.getCallerIdentity({});
      assert.match(Account ?? '', /^\d{12}$/);
      assert.match(Arn ?? '', new RegExp(`^arn:aws:(iam|sts)::${Account}:`));
      assert.ok(UserId);
    },
  },
  {
    name: 'assume-role',
    says: 'AssumeRole gives temporary credentials, whose caller is the session of the role',
    doc: stsApi('API_AssumeRole'),
    async run({ createRole, clients: { sts, settings }, cleanup }) {
      const RoleArn = await createRole();
      const { Credentials, AssumedRoleUser } = await sts.assumeRole({ RoleArn, RoleSessionName: 'photographer' });
      assert.ok(Credentials?.Expiration && Credentials.Expiration > new Date());
      const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = Credentials;
      const session = new STS({ ...settings, credentials: { accessKeyId, secretAccessKey, sessionToken } });
      cleanup(async () => session.destroy());
      const { Arn } = await session.getCallerIdentity({});
      assert.match(Arn ?? '', new RegExp(`:assumed-role/${RoleArn.slice(RoleArn.lastIndexOf('/') + 1)}/photographer$`));
      assert.equal(Arn, AssumedRoleUser?.Arn);
    },
  },
  {
    name: 'role',
    says: 'A role has an ARN with its path and its trust policy; deleted, it is NoSuchEntity',
    doc: iamApi('API_CreateRole'),
    async run({ name, clients: { iam } }) {
      const RoleName = name('role');
      const trust = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      };
      const { Role } = await iam.createRole({ RoleName, Path: '/photos/', AssumeRolePolicyDocument: JSON.stringify(trust) });
      assert.match(Role?.Arn ?? '', new RegExp(`^arn:aws:iam::\\d{12}:role/photos/${RoleName}$`));
      assert.match(Role?.RoleId ?? '', /^AROA/);
      const got = await iam.getRole({ RoleName });
      assert.deepEqual(JSON.parse(decodeURIComponent(got.Role?.AssumeRolePolicyDocument ?? '')), trust);
      await assert.rejects(iam.createRole({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }), { name: /EntityAlreadyExists/ });
      await iam.deleteRole({ RoleName });
      await assert.rejects(iam.getRole({ RoleName }), { name: /NoSuchEntity/ });
    },
  },
  {
    name: 'role-in-use',
    says: 'A role with an inline policy cannot be deleted: DeleteConflict',
    doc: iamApi('API_DeleteRole'),
    async run({ createRole, clients: { iam } }) {
      const arn = await createRole();
      await assert.rejects(iam.deleteRole({ RoleName: arn.slice(arn.lastIndexOf('/') + 1) }), { name: /DeleteConflict/ });
    },
  },
  {
    name: 'accounts-apart',
    says: 'Two accounts have resources of the same name apart from each other, each under its own account id',
    doc: 'https://docs.aws.amazon.com/accounts/latest/reference/accounts-welcome.html',
    async run({ as, name, clients, cleanup }) {
      const other = as('222233334444');
      assert.equal((await other.sts.getCallerIdentity({})).Account, '222233334444');
      const QueueName = name('queue');
      const arns: string[] = [];
      for (const { sqs } of [clients, other]) {
        const { QueueUrl = '' } = await sqs.createQueue({ QueueName });
        cleanup(() => sqs.deleteQueue({ QueueUrl }));
        const { Attributes } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['QueueArn'] });
        arns.push(Attributes?.QueueArn ?? '');
      }
      assert.notEqual(arns[0], arns[1]);
      assert.match(arns[1] ?? '', /:222233334444:/);
      await clients.sqs.sendMessage({ QueueUrl: (await clients.sqs.getQueueUrl({ QueueName })).QueueUrl, MessageBody: 'mine' });
      const { QueueUrl } = await other.sqs.getQueueUrl({ QueueName });
      assert.equal((await other.sqs.receiveMessage({ QueueUrl })).Messages, undefined);
    },
  },
]);
