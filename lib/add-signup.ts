import type { App, Environment, Stack } from 'aws-cdk-lib';
import { SignUpFollowerStack } from './sign-up-follower-stack.ts';
import { SignupStack } from './signup-stack.ts';
import { type ThirdParty, thirdPartyProps } from './third-party-props.ts';

export interface AddSignup {
  env: Environment;
  thirdParty: ThirdParty;
  /** Notes which service a stack is, and answers the stack. */
  service<S extends Stack>(name: string, stack: S): S;
}

/** Sign-up and those that follow it: a stack each. The followers know Sign-up; Sign-up knows neither. */
export function addSignup(app: App, { env, thirdParty, service }: AddSignup): void {
  const { url, signedFunctionArn } = thirdParty;
  const signup = service(
    'signup',
    new SignupStack(app, 'PushpullSignup', {
      env,
      description: 'Pushpull: Sign-up keeps the accounts',
      ...thirdPartyProps(thirdParty),
    }),
  );
  const api = (party: string, variable: string) => ({
    url: `${url}${party}`,
    variable,
    ...(signedFunctionArn ? { signedFunctionArn } : {}),
  });
  const common = { env, userSignedUpTopic: signup.userSignedUpTopic };
  service(
    'newsletter',
    new SignUpFollowerStack(app, 'PushpullNewsletter', {
      ...common,
      description: 'Pushpull: Newsletter adds who has signed up, once',
      follower: 'Newsletter',
      functionId: 'AddToNewsletter',
      bundle: 'newsletter/add-to-newsletter',
      table: { id: 'Subscriptions', variable: 'SUBSCRIPTIONS_TABLE_NAME' },
      api: api('newsletter', 'NEWSLETTER_API_URL'),
    }),
  );
  service(
    'welcome',
    new SignUpFollowerStack(app, 'PushpullWelcome', {
      ...common,
      description: 'Pushpull: Welcome greets who has signed up, once',
      follower: 'Welcome',
      functionId: 'SendWelcome',
      bundle: 'welcome/send-welcome',
      table: { id: 'Welcomes', variable: 'WELCOMES_TABLE_NAME' },
      api: api('notification', 'NOTIFICATION_API_URL'),
    }),
  );
}
