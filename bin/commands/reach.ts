import type { Outputs } from '../../compare/deploy.ts';
import type { Target } from '../../targets/target.ts';

/** How to reach what runs, from a browser and another terminal. */
export function howToReach(
  { endpoint, events, environment }: Target,
  outputs: Outputs,
  emailUrl: string | undefined,
  /** What the app was deployed with: a diff against anything else shows differences that nobody made. */
  context: Record<string, string>,
): string {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = environment;
  return [
    ...(emailUrl ? [`  mails          ${emailUrl}/inbox`] : []),
    ...(outputs.SharePhotoUrl ? [`  upload         ${outputs.UploadPhotoUrl}`, `  share a photo  ${outputs.SharePhotoUrl}`] : []),
    ...(events ? [`  events         curl -N ${endpoint}/_emulator/events`] : []),
    `  try            export AWS_ENDPOINT_URL=${endpoint}`,
    `                 export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID}`,
    `                 export AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}`,
    `                 export AWS_REGION=${AWS_REGION} AWS_DEFAULT_REGION=${AWS_REGION}`,
    '                 aws --endpoint-url $AWS_ENDPOINT_URL sqs list-queues',
    ...(outputs.SharePhotoUrl ? [`                 npx cdk diff PushpullPhotos${contextOptions(context)}`] : []),
  ].join('\n');
}

const contextOptions = (context: Record<string, string>) =>
  Object.entries(context)
    .map(([key, value]) => ` -c ${key}=${value}`)
    .join('');
