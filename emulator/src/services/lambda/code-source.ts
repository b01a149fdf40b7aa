import type { FunctionCode } from '@aws-sdk/client-lambda';
import { sha256, unpack } from '../../runtime/code.ts';
import { AwsError } from '../errors.ts';
import type { Context, Stack } from '../service.ts';
import { invalid, notSupported } from './errors.ts';
import { codeKey } from './store.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const MAX_ZIP = 52_428_800;

export interface Code {
  CodeSha256: string;
  CodeSize: number;
}

/** Takes a deployment package in: from the request or from S3, unpacked once, kept by its hash. */
export async function takeCode(code: FunctionCode, context: Context): Promise<Code> {
  if (code.ImageUri) throw notSupported('container images (ImageUri)');
  const bytes = code.ZipFile ?? (await fromS3(code, context));
  if (code.ZipFile && bytes.length > MAX_ZIP)
    throw new AwsError('RequestEntityTooLargeException', 'Request must be smaller than 70167211 bytes for the CreateFunction operation', {
      status: 413,
      detail: { Type: 'User' },
    });
  try {
    await unpack(bytes, context.stack.options.workDir);
  } catch (error) {
    if (error instanceof RangeError) throw invalid(error.message);
    throw invalid('Could not unzip uploaded file. Please check your file, then try to upload again.');
  }
  const CodeSha256 = sha256(bytes).toString('base64');
  if (!context.stack.journal.blobs.get(codeKey(CodeSha256))) context.stack.journal.blobs.put(codeKey(CodeSha256), bytes);
  return { CodeSha256, CodeSize: bytes.length };
}

async function fromS3(code: FunctionCode, context: Context): Promise<Uint8Array> {
  if (!code.S3Bucket || !code.S3Key) throw invalid('Please provide a source for function code.');
  const input = { Bucket: code.S3Bucket, Key: code.S3Key, ...(code.S3ObjectVersion ? { VersionId: code.S3ObjectVersion } : {}) };
  try {
    const { Body } = await context.stack.call<{ Body?: Uint8Array }>('s3', 'GetObject', input, {
      account: context.account,
      region: context.region,
      principal: context.principal,
    });
    return Body ?? new Uint8Array();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(`Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`);
  }
}

/** The folder with the code of that hash; unpacks it again where a restart has lost it. */
export async function codeFolder(stack: Stack, hash: string): Promise<string> {
  const bytes = stack.journal.blobs.get(codeKey(hash));
  if (!bytes) throw new Error(`the code ${hash} has gone`);
  return unpack(bytes, stack.options.workDir);
}
