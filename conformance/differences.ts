/**
 * Where a target is known to do something else than AWS documents. Each line is held to by the runs: a case that is not listed must pass,
 * and a listed one must still differ (unless it does so only sometimes), so that a line goes as soon as it is no longer true.
 */
export interface Difference {
  /** `area/name`. */
  case: string;
  target: 'embedded' | 'localstack';
  /** What it does. */
  does: string;
  /** What AWS's document says. */
  documented: string;
  /** Of that document. */
  page: string;
  /** It does so now and then: a run may find it or not. */
  sometimes?: true;
  /** Nobody ran it on AWS for this list: the page is what it rests on. */
  sure: 'documented';
}

export const DIFFERENCES: readonly Difference[] = [
  {
    case: 's3/presigned-changed',
    target: 'embedded',
    does: 'serves it: any secret key is accepted, so there is none to check a signature with',
    documented: 'S3 calculates the signature again and refuses the request where the two differ',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html',
    sure: 'documented',
  },
  {
    case: 'invoke/payload-not-json',
    target: 'localstack',
    does: 'hands the text to the function, whatever it is',
    documented: 'A request body that could not be parsed as JSON is InvalidRequestContentException',
    page: 'https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html',
    sure: 'documented',
  },
  {
    case: 'invoke/payload-too-large',
    target: 'localstack',
    does: 'takes it',
    documented: 'A synchronous invocation’s payload is 6 MB at most',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
    sure: 'documented',
  },
  {
    case: 'urls/inferred-answer',
    target: 'localstack',
    does: 'takes the body property of the result for the response',
    documented: 'A result that is valid JSON without a statusCode is, whole, the body of the response',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html',
    sure: 'documented',
  },
  {
    case: 'urls/cookies',
    target: 'localstack',
    does: 'drops the cookies of the result',
    documented: 'Each of the cookies becomes a set-cookie header',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html',
    sure: 'documented',
  },
  {
    case: 'urls/cors',
    target: 'localstack',
    does: 'answers 403 to an origin that EXTRA_CORS_ALLOWED_ORIGINS does not name, whatever the URL’s settings',
    documented: 'Lambda answers it by the CORS settings of the URL',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html',
    sure: 'documented',
  },
  {
    case: 'urls/auth',
    target: 'localstack',
    does: 'serves it',
    documented: 'A URL of AuthType AWS_IAM needs a signed request of a caller who may invoke it',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
    sure: 'documented',
  },
  {
    case: 'sqs/purge-twice',
    target: 'localstack',
    does: 'purges again (SQS_DELAY_PURGE_RETRY=1 makes it refuse)',
    documented: 'One purge each 60 s; another is PurgeQueueInProgress',
    page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html',
    sure: 'documented',
  },
  {
    case: 'sqs/attribute-limits',
    target: 'localstack',
    does: 'takes a visibility timeout of 43,201 s',
    documented: 'VisibilityTimeout is 0 to 43,200, MessageRetentionPeriod 60 to 1,209,600, DelaySeconds 0 to 900',
    page: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
    sure: 'documented',
  },
  {
    case: 'mappings/filter-keeps-body',
    target: 'localstack',
    does: 'writes the JSON of the body anew, with other spaces',
    documented: 'A filter chooses records; it does not say that it changes them',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html',
    sure: 'documented',
  },
  {
    case: 'mappings/visibility-too-short',
    target: 'localstack',
    does: 'creates the mapping',
    documented: 'A function timeout above the visibility timeout of the queue is an error',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
    sure: 'documented',
  },
  {
    case: 'dynamodb/stream-order',
    target: 'localstack',
    does: 'hands each record to one of ten threads, so that of two quick changes the later may come first',
    documented: 'For each item that is modified, the records appear in the order of the modifications',
    page: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html',
    sometimes: true,
    sure: 'documented',
  },
  {
    case: 's3/presigned-changed',
    target: 'localstack',
    does: 'serves it (S3_SKIP_SIGNATURE_VALIDATION=0 makes it check)',
    documented: 'S3 calculates the signature again and refuses the request where the two differ',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html',
    sure: 'documented',
  },
  {
    case: 's3/presigned-expired',
    target: 'localstack',
    does: 'serves it for ever (S3_SKIP_SIGNATURE_VALIDATION=0 makes it check)',
    documented: 'A presigned URL is valid until it expires',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html',
    sure: 'documented',
  },
  {
    case: 's3/notification',
    target: 'localstack',
    does: 'writes a space in the key as %20',
    documented: 'A space in the key of the event is a plus sign',
    page: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html',
    sure: 'documented',
  },
  {
    case: 'logs/filter-term',
    target: 'localstack',
    does: 'finds every event, whatever the words',
    documented: 'A pattern of words finds events that have all of them',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html',
    sure: 'documented',
  },
  {
    case: 'logs/filter-json',
    target: 'localstack',
    does: 'finds every event, whatever the pattern',
    documented: 'Patterns in braces match JSON log events by their fields',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html',
    sure: 'documented',
  },
  {
    case: 'logs/retention',
    target: 'localstack',
    does: 'takes 8 days',
    documented: 'The number of days is one of a list: 1, 3, 5, 7, 14, 30 …',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html',
    sure: 'documented',
  },
  {
    case: 'cloudformation/list-imports',
    target: 'localstack',
    does: 'lists no importing stack',
    documented: 'ListImports lists all stacks that import the exported value',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListImports.html',
    sure: 'documented',
  },
  {
    case: 'cloudformation/export-in-use',
    target: 'localstack',
    does: 'deletes the stack and leaves the other one’s import without a source',
    documented: 'A stack cannot be deleted while another one imports its output',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
    sure: 'documented',
  },
  {
    case: 'cloudformation/unknown-type',
    target: 'localstack',
    does: 'accepts it: CREATE_COMPLETE, with nothing made (CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES=0 makes it fail)',
    documented: 'Unrecognized resource types are an error that names them',
    page: 'https://repost.aws/knowledge-center/cloudformation-template-validation',
    sure: 'documented',
  },
  {
    case: 'cloudformation/capabilities',
    target: 'localstack',
    does: 'makes the role',
    documented: 'A template with IAM resources needs CAPABILITY_IAM, else InsufficientCapabilities',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html',
    sure: 'documented',
  },
  {
    case: 'events/disabled-rule',
    target: 'localstack',
    does: 'sends matching events to the targets of a disabled rule',
    documented: 'A disabled rule does not match events',
    page: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html',
    sure: 'documented',
  },
  {
    case: 'urls/event-cookies',
    target: 'localstack',
    does: 'leaves the list out',
    documented: 'cookies is a list of the request’s cookies',
    page: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html',
    sure: 'documented',
  },
  {
    case: 'cloudformation/rollback',
    target: 'localstack',
    does: 'ends as CREATE_FAILED',
    documented: 'A failed creation rolls back by default and ends as ROLLBACK_COMPLETE',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html',
    sure: 'documented',
  },
  {
    case: 'cloudformation/update-rollback',
    target: 'localstack',
    does: 'ends as UPDATE_COMPLETE, with the failed resource among its events',
    documented: 'A failed update rolls back by default and ends as UPDATE_ROLLBACK_COMPLETE',
    page: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html',
    sure: 'documented',
  },
];
