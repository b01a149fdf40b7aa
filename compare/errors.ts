/** What a command tells its user: what went wrong, what to do next, and the exit code. */
export class UserError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.name = 'UserError';
    this.exitCode = exitCode;
  }
}

/** Exit codes of the `pushpull` command; they stand in its `--help` too. */
export const EXIT = { ok: 0, failed: 1, usage: 2, portInUse: 3, photo: 4, interrupted: 130 } as const;
