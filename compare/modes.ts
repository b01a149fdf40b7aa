/** A delivery mode as a person reads it. */
export interface Mode {
  name: 'sync' | 'async' | 'push' | 'pull';
  /** The way of a share, in a line. */
  how: string;
  /** What retries when the email API is down. */
  ladder: string;
}

export const MODES: readonly Mode[] = [
  { name: 'sync', how: 'Photos calls Users and waits for the mail to be sent', ladder: 'none: the caller is told' },
  {
    name: 'async',
    how: 'Photos calls Users without waiting (Event invocation)',
    ladder: 'Lambda: after 1 and 2 minutes',
  },
  { name: 'push', how: 'Photos publishes to SNS, which invokes Users', ladder: 'Lambda: after 1 and 2 minutes' },
  { name: 'pull', how: 'Photos sends to SQS, which Users polls', ladder: 'SQS: at each visibility timeout' },
];
