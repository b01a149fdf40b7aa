import { validationError } from './errors.ts';

/**
 * A stack policy that allows everything is kept and shown. Updates are not held against policies, so one that denies is refused.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/protect-stack-resources.html
 */
export function checkStackPolicy(text: string): void {
  let policy: { Statement?: { Effect?: string } | { Effect?: string }[] };
  try {
    policy = JSON.parse(text);
  } catch {
    throw validationError('Error validating stack policy: Invalid stack policy');
  }
  if ([policy.Statement ?? []].flat().some(({ Effect }) => Effect === 'Deny')) {
    throw validationError('The embedded stack does not support stack policies that deny updates');
  }
}
