/** An answer of a third party that isn't 2xx. */
export class ThirdPartyError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'ThirdPartyError';
    this.status = status;
  }
}
