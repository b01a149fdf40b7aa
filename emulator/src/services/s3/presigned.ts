import { AwsError } from '../errors.ts';

/** A presigned request may be valid for seven days at most. */
const LONGEST = 7 * 24 * 3600;

/**
 * Refuses a presigned request past its time; `now` is in milliseconds, and by the clock of those who sign (`Clock.unscaled`): at
 * `--time-scale 20` a link of 15 minutes would otherwise end after 45 seconds. A query that isn't presigned passes.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html and, for SigV2's `Expires`,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html
 */
export function checkPresigned(query: URLSearchParams, now: number): void {
  if (query.has('AWSAccessKeyId')) checkSigV2(query, now);
  const date = query.get('X-Amz-Date');
  if (date === null) return;
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (!match) throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const text = query.get('X-Amz-Expires');
  const expires = Number(text);
  if (text === null || !/^-?\d+$/.test(text)) throw malformed('X-Amz-Expires should be a number');
  if (expires < 0) throw malformed('X-Amz-Expires must be non-negative');
  if (expires > LONGEST)
    throw malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number];
  const end = Date.UTC(year, month - 1, day, hour, minute, second) + expires * 1000;
  if (now > end) throw expired(end, now, { 'X-Amz-Expires': text });
}

/** `Expires` is in seconds since 1970. */
function checkSigV2(query: URLSearchParams, now: number): void {
  const end = Number(query.get('Expires') ?? Number.NaN) * 1000;
  if (Number.isNaN(end))
    throw new AwsError('AccessDenied', 'Query-string authentication requires a numeric Expires parameter', { status: 403 });
  if (now > end) throw expired(end, now);
}

const expired = (end: number, now: number, detail: Record<string, string> = {}) =>
  new AwsError('AccessDenied', 'Request has expired', {
    status: 403,
    detail: { ...detail, Expires: new Date(end).toISOString(), ServerTime: new Date(Math.floor(now)).toISOString() },
  });

const malformed = (message: string) => new AwsError('AuthorizationQueryParametersError', message);
