import { loadSharedConfigFiles } from '@smithy/core/config';
import { EXIT, UserError } from '../compare/errors.ts';

export interface Asked {
  profile?: string | undefined;
  region?: string | undefined;
}

/** What Node says when nothing answers: https://nodejs.org/api/errors.html#common-system-errors */
const UNREACHED = /^(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EPIPE|TimeoutError)$/;

/** https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
const NOT_ACCEPTED = /^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure)$/;
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/;
const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;

/**
 * What came in the way of a call to AWS: one line that says what, and what to do next. Whatever else went wrong is answered as it came.
 */
export function awsProblem(error: unknown, { profile = process.env.AWS_PROFILE, region }: Asked): unknown {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const failed = (line: string) => new UserError(line, EXIT.failed);
  const whose = profile ? ` of the profile ${profile}` : '';
  const signIn = `aws sso login${profile ? ` --profile ${profile}` : ''}`;
  const said = `${error.name}: ${firstLine(error.message)}`;
  const code = codeOf(error);
  if (code !== undefined)
    return failed(
      `AWS cannot be reached (${firstLine(error.message) || code}). Look at the network, at a proxy, and at the region's name${region ? ` (${region})` : ''}.`,
    );
  if (/certificate/i.test(error.message) && '$metadata' in error)
    return failed(`The way to AWS is not trusted (${firstLine(error.message)}). Behind a proxy, set NODE_EXTRA_CA_CERTS.`);
  if (error.name === 'CredentialsProviderError' || error.name === 'TokenProviderError') {
    if (/Could not load credentials from any providers/.test(error.message))
      return failed(
        'There are no AWS credentials. Sign in (aws sso login, or aws configure), set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile: --profile NAME.',
      );
    return failed(`The credentials${whose} cannot be used (${firstLine(error.message)}). Sign in again: ${signIn}.`);
  }
  if (EXPIRED.test(error.name)) return failed(`The credentials${whose} have expired. Sign in again: ${signIn}.`);
  if (NOT_ACCEPTED.test(error.name))
    return failed(
      `AWS does not accept the credentials${whose} (${said}). Name others: --profile NAME, or AWS_ACCESS_KEY_ID with its secret.`,
    );
  if (DENIED.test(error.name))
    return failed(`The credentials${whose} may not do this (${said}). Ask for the right, or name others: --profile NAME.`);
  if (/^Region not accepted/.test(error.message))
    return new UserError(`"${region}" is no region. Name one: --region eu-west-1.`, EXIT.usage);
  if ('$metadata' in error) return failed(`AWS answered with an error (${said}).`);
  return error;
}

/** A profile that is named and isn't there is no profile to the SDK, which goes on to look elsewhere. */
export async function needProfile(profile = process.env.AWS_PROFILE): Promise<void> {
  if (!profile) return;
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = [...new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)])].filter(
    (name) => !/^(sso-session|services)\./.test(name),
  );
  if (names.includes(profile)) return;
  const there = names.length > 0 ? `there are ${names.sort().join(', ')}` : 'it has none: make one with aws configure';
  throw new UserError(`There is no profile ${profile} in your AWS configuration; ${there}.`, EXIT.usage);
}

/** Of the error, or of the one below it that made it. */
function codeOf(error: Error): string | undefined {
  const codes = [(error as NodeJS.ErrnoException).code, error.name, (error.cause as NodeJS.ErrnoException | undefined)?.code];
  return codes.find((code) => code !== undefined && UNREACHED.test(code));
}

const firstLine = (text: string) => text.trim().split('\n')[0]?.trim().replace(/\.$/, '') ?? '';
