import type { CreateTopicCommandInput, CreateTopicCommandOutput } from '@aws-sdk/client-sns';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import { signerOf } from '../signer.ts';
import { storeOf } from '../store.ts';
import { checkTags } from '../tags.ts';
import { checkTopicAttribute } from '../topic-attributes.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const createTopic: Operation<CreateTopicCommandInput, CreateTopicCommandOutput> = (input, { stack, account, region }) => {
  const { Name: name, Attributes = {}, Tags = [] } = input;
  if (input.DataProtectionPolicy) throw unsupported('sns', 'DataProtectionPolicy');
  const { FifoTopic, ...attributes } = Attributes;
  const fifo = FifoTopic?.toLowerCase() === 'true';
  checkName(name, fifo);
  for (const [key, value] of Object.entries(attributes)) checkTopicAttribute(key, value, fifo, 'Attributes Reason: ');
  checkTags(Tags);

  const { topics } = storeOf(stack);
  const arn = `arn:aws:sns:${region}:${account}:${name}`;
  const existing = topics.get(arn);
  if (existing) {
    if (Object.entries(attributes).some(([key, value]) => existing.attributes[key] !== value))
      throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
    if (Tags.some((tag) => !existing.tags.some((kept) => kept.Key === tag.Key && kept.Value === tag.Value)))
      throw invalidParameter('Tags Reason: Topic already exists with different tags');
    return { TopicArn: arn };
  }
  const tags = Tags.map(({ Key = '', Value = '' }) => ({ Key, Value }));
  topics.put(arn, { arn, name: name as string, account, region, fifo, attributes, tags, accepted: 0, deletedSubscriptions: 0 });
  if (!fifo) signerOf(stack);
  return { TopicArn: arn };
};

function checkName(name: string | undefined, fifo: boolean) {
  if (fifo && !/^[A-Za-z0-9_-]{1,251}\.fifo$/.test(name ?? ''))
    throw invalidParameter(
      'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.',
    );
  if (!fifo && !/^[A-Za-z0-9_-]{1,256}$/.test(name ?? '')) throw invalidParameter('Topic Name');
}
