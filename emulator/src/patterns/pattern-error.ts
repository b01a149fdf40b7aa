/** A pattern that is not one; the message is what AWS says after its own prefix. */
export class PatternError extends Error {
  override name = 'PatternError';
  /** SNS says this one without naming the attribute first. */
  readonly bare: boolean;

  constructor(message: string, { bare = false } = {}) {
    super(message);
    this.bare = bare;
  }
}
