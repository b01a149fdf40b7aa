/** Reads a variable that the stack must have set; a missing one ends the environment's start, not a later request. */
export function requiredEnv(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set`);
  return value;
}
