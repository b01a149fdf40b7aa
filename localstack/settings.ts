/** How LocalStack's event source mappings poll. A figure of a queue or stream mode says nothing without them. */
export interface PollSettings {
  /** Seconds between two polls. */
  pollIntervalSeconds: number;
  /** What the interval grows to while polls come back empty. */
  maxBackoffOnEmptySeconds: number;
  /** What it grows to while polls fail. */
  maxBackoffOnErrorSeconds: number;
}

/** LocalStack 4.14.0's own. */
export const DEFAULT_SETTINGS: PollSettings = { pollIntervalSeconds: 1, maxBackoffOnEmptySeconds: 10, maxBackoffOnErrorSeconds: 60 };

/** https://docs.localstack.cloud/aws/capabilities/config/configuration/ */
export const pollVariables = (settings: PollSettings) => ({
  LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC: String(settings.pollIntervalSeconds),
  LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC: String(settings.maxBackoffOnEmptySeconds),
  LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_ERROR_SEC: String(settings.maxBackoffOnErrorSeconds),
});

/** For a person: "polls every 1 s, up to 10 s when empty". */
export const describePolls = ({ pollIntervalSeconds, maxBackoffOnEmptySeconds }: PollSettings) =>
  `event source mappings poll every ${pollIntervalSeconds} s, backing off to ${maxBackoffOnEmptySeconds} s when empty`;
