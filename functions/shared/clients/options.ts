/**
 * What every AWS client here is made with. No call may outlive its function, so each has its own time limits;
 * endpoint, region and credentials come from the environment, which is why no handler knows its target.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function clientOptions(requestTimeout = 2_000, maxAttempts = 3) {
  return {
    maxAttempts,
    requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
  };
}
