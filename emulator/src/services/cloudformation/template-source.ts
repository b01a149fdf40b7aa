import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import type { Context } from '../service.ts';
import { validationError } from './errors.ts';

interface Source {
  TemplateBody?: string | undefined;
  TemplateURL?: string | undefined;
  UsePreviousTemplate?: boolean | undefined;
}

/** The text of the template that a request names: in its body, in a bucket, or the one that the stack has. */
export async function templateText(source: Source, context: Context, previous?: string): Promise<string> {
  const { TemplateBody, TemplateURL, UsePreviousTemplate } = source;
  if (TemplateBody !== undefined && TemplateURL !== undefined)
    throw validationError('TemplateBody and TemplateURL cannot both be specified');
  if (TemplateBody !== undefined) return TemplateBody;
  if (TemplateURL !== undefined) return fetchTemplate(TemplateURL, context);
  if (UsePreviousTemplate && previous) return previous;
  throw validationError('Either Template URL or Template Body must be specified.');
}

async function fetchTemplate(url: string, context: Context): Promise<string> {
  const { stack, account, region, principal } = context;
  const { Bucket, Key, VersionId } = s3Location(url, stack.endpoint);
  try {
    const object = await stack.call<GetObjectCommandOutput>('s3', 'GetObject', { Bucket, Key, VersionId }, { account, region, principal });
    return Buffer.from((object.Body ?? new Uint8Array()) as unknown as Uint8Array).toString('utf8');
  } catch (error) {
    throw validationError(`S3 error: ${error instanceof Error ? error.message : error}`);
  }
}

/** Bucket and key behind an address: `https://s3.region.amazonaws.com/bucket/key`, `https://bucket.s3.…/key`, or the embedded stack's own. */
export function s3Location(address: string, endpoint: string): { Bucket: string; Key: string; VersionId?: string } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw validationError(`TemplateURL must be a supported URL.`);
  const path = decodeURIComponent(url.pathname).slice(1);
  const version = url.searchParams.get('versionId');
  const versioned = version === null ? {} : { VersionId: version };
  const [, virtual] = /^(.+?)\.s3[.-]/.exec(url.hostname) ?? [];
  if (virtual !== undefined) return { Bucket: virtual, Key: path, ...versioned };
  const local = url.host === new URL(endpoint).host || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (!local && url.protocol !== 's3:' && !/^s3[.-].*amazonaws\.com/.test(url.hostname))
    throw validationError('TemplateURL must be a supported URL.');
  if (url.protocol === 's3:') return { Bucket: url.hostname, Key: path, ...versioned };
  const slash = path.indexOf('/');
  return { Bucket: path.slice(0, slash), Key: path.slice(slash + 1), ...versioned };
}
