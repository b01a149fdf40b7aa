export interface Arn {
  service: string;
  region: string;
  account: string;
  /** All that follows the account. */
  resource: string;
}

export function parseArn(text: string): Arn | undefined {
  const [scheme, , service, region, account, ...resource] = text.split(':');
  if (scheme !== 'arn' || resource.length === 0) return undefined;
  return { service: service ?? '', region: region ?? '', account: account ?? '', resource: resource.join(':') };
}
