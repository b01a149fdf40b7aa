/** AWS's pages by guide, so that a case names only the page. */
const guide = (path: string) => (page: string) => `https://docs.aws.amazon.com/${path}/${page}.html`;

export const lambdaDoc = guide('lambda/latest/dg');
export const lambdaApi = guide('lambda/latest/api');
export const snsDoc = guide('sns/latest/dg');
export const snsApi = guide('sns/latest/api');
export const sqsDoc = guide('AWSSimpleQueueService/latest/SQSDeveloperGuide');
export const sqsApi = guide('AWSSimpleQueueService/latest/APIReference');
export const dynamodbDoc = guide('amazondynamodb/latest/developerguide');
export const dynamodbApi = guide('amazondynamodb/latest/APIReference');
export const s3Doc = guide('AmazonS3/latest/userguide');
export const s3Api = guide('AmazonS3/latest/API');
export const logsDoc = guide('AmazonCloudWatch/latest/logs');
export const logsApi = guide('AmazonCloudWatchLogs/latest/APIReference');
export const cloudformationDoc = guide('AWSCloudFormation/latest/UserGuide');
export const cloudformationApi = guide('AWSCloudFormation/latest/APIReference');
export const eventsDoc = guide('eventbridge/latest/userguide');
export const eventsApi = guide('eventbridge/latest/APIReference');
export const iamApi = guide('IAM/latest/APIReference');
export const stsApi = guide('STS/latest/APIReference');
