/** What is asked of CDK has an end: a rejection that says what took so long. The work itself cannot be called off. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(new Error(`${what} took more than ${ms / 60_000} minutes, and may still be at work (CloudFormation goes on by itself).`)),
      ms,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
