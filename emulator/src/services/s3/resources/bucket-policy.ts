import { AwsError } from '../../errors.ts';
import type { ResourceType } from '../../service.ts';

interface Props {
  Bucket: string;
  PolicyDocument: object | string;
}

const text = (document: object | string) => (typeof document === 'string' ? document : JSON.stringify(document));

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export const bucketPolicy: ResourceType<Props> = {
  type: 'AWS::S3::BucketPolicy',
  properties: { Bucket: 'replace', PolicyDocument: 'update' },
  async create(props, context) {
    await context.call('s3', 'PutBucketPolicy', { Bucket: props.Bucket, Policy: text(props.PolicyDocument) });
    return { id: props.Bucket, attributes: {} };
  },
  async update(physical, props, _previous, context) {
    await context.call('s3', 'PutBucketPolicy', { Bucket: props.Bucket, Policy: text(props.PolicyDocument) });
    return physical;
  },
  async delete(_physical, props, context) {
    try {
      await context.call('s3', 'DeleteBucketPolicy', { Bucket: props.Bucket });
    } catch (error) {
      if (!(error instanceof AwsError && error.code === 'NoSuchBucket')) throw error;
    }
  },
};
