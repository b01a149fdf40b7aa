import { EXIT, UserError } from '../../errors.ts';

/** What a service says no with, in a line that begins with what it was asked about: a table that isn't there, a right that is missing. */
export async function naming<T>(what: string, asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!(error instanceof Error) || !('$metadata' in error)) throw error;
    throw new UserError(`${what}: ${error.name}: ${error.message}`, EXIT.failed);
  }
}
