import type { StackProps } from 'aws-cdk-lib';

/** Where the third parties are: a server somewhere, or our stand-in for them as a function. */
export interface ThirdParty {
  url: string;
  signedFunctionArn?: string;
}

/** What a stack needs whose functions call third parties. */
export interface ThirdPartyProps extends StackProps {
  /** Of the third parties' server, ending in a slash. */
  thirdPartyUrl: string;
  /** Of their function, where only signed requests get through. */
  thirdPartyArn?: string;
}

/** What such a stack is told of them. */
export const thirdPartyProps = ({ url, signedFunctionArn }: ThirdParty): Pick<ThirdPartyProps, 'thirdPartyUrl' | 'thirdPartyArn'> => ({
  thirdPartyUrl: url,
  ...(signedFunctionArn ? { thirdPartyArn: signedFunctionArn } : {}),
});
