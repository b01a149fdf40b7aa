/**
 * Where a target is known to do something else than AWS documents. Each line is held to by the runs: a case that is not listed must pass,
 * and a listed one must still differ, so that a line goes as soon as it is no longer true.
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
    case: 'logs/filter-json',
    target: 'embedded',
    does: 'refuses a pattern of JSON fields with an error that names it',
    documented: 'Patterns in braces match JSON log events by their fields',
    page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html',
    sure: 'documented',
  },
];
