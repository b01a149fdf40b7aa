/** The one base of every error that a caller sees: an AWS error code, a message and an HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** Members of the error's own shape beside the message, e.g. `{ Reason: '…' }`. */
  readonly detail: Record<string, unknown>;
  /** The code that a service of the query protocol used before it spoke JSON, e.g. `AWS.SimpleQueueService.NonExistentQueue`. */
  readonly queryCode: string | undefined;

  constructor(
    code: string,
    message: string,
    { status = 400, detail = {}, queryCode }: { status?: number; detail?: Record<string, unknown>; queryCode?: string } = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.detail = detail;
    this.queryCode = queryCode;
  }
}

/** For what the embedded stack does not do: names the service and what was asked. Never answer silently instead. */
export function unsupported(service: string, what: string): AwsError {
  return new AwsError('NotImplemented', `The embedded stack does not support ${service} ${what}`, { status: 501 });
}
