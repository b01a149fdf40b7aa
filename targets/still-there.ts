import { DescribeArchiveCommand, DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { ClientSettings } from './aws.ts';
import type { DeployedStack } from './stacks.ts';

/** Answers whether it is there to stay; throws the service's error where it is gone. */
type Ask = (id: string, clients: ClientSettings) => Promise<boolean>;

/** What has a name of its own, that says nothing of its stack. What only waits for the end of its time (a key, a secret) is going. */
const ASK: Record<string, Ask> = {
  'AWS::Events::EventBus': async (Name, clients) => {
    await new EventBridgeClient(clients).send(new DescribeEventBusCommand({ Name }));
    return true;
  },
  'AWS::Events::Archive': async (ArchiveName, clients) => {
    await new EventBridgeClient(clients).send(new DescribeArchiveCommand({ ArchiveName }));
    return true;
  },
  'AWS::SecretsManager::Secret': async (SecretId, clients) => {
    const { DeletedDate } = await new SecretsManagerClient(clients).send(new DescribeSecretCommand({ SecretId }));
    return DeletedDate === undefined;
  },
  'AWS::KMS::Key': async (KeyId, clients) => {
    const { KeyMetadata } = await new KMSClient(clients).send(new DescribeKeyCommand({ KeyId }));
    return KeyMetadata?.KeyState !== 'PendingDeletion';
  },
  'AWS::StepFunctions::StateMachine': async (stateMachineArn, clients) => {
    const { status } = await new SFNClient(clients).send(new DescribeStateMachineCommand({ stateMachineArn }));
    return status !== 'DELETING';
  },
};

const GONE = /^(ResourceNotFoundException|NotFoundException|StateMachineDoesNotExist)$/;

/** Of what these stacks had: what their services still know. What a service won't tell is named, with its reason. */
export async function stillThere(clients: ClientSettings, stacks: Pick<DeployedStack, 'resources'>[]): Promise<string[]> {
  const found: string[] = [];
  for (const { type, id } of stacks.flatMap(({ resources }) => resources)) {
    const ask = ASK[type];
    if (!ask) continue;
    try {
      if (await ask(id, clients)) found.push(`${type} ${id}`);
    } catch (error) {
      const { name, message } = error as Error;
      if (!GONE.test(name)) found.push(`${type} ${id}, perhaps (${name}: ${message})`);
    }
  }
  return found;
}
