import { AwsError } from '../errors.ts';

/** Codes, messages and statuses as in https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
export const noSuchBucket = (bucket: string) =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404, detail: { BucketName: bucket } });

export const noSuchKey = (key: string) =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404, detail: { Key: key } });

export const noSuchVersion = (key: string, versionId: string) =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', { status: 404, detail: { Key: key, VersionId: versionId } });

export const noSuchUpload = (uploadId: string) =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    {
      status: 404,
      detail: { UploadId: uploadId },
    },
  );

export const invalidArgument = (message: string, name?: string, value?: string) =>
  new AwsError('InvalidArgument', message, {
    detail: { ...(name ? { ArgumentName: name } : {}), ...(value === undefined ? {} : { ArgumentValue: value }) },
  });

export const invalidRequest = (message: string) => new AwsError('InvalidRequest', message);

export const malformed = (message = 'The XML you provided was not well-formed or did not validate against our published schema') =>
  new AwsError('MalformedXML', message);

export const accessDenied = (message = 'Access Denied') => new AwsError('AccessDenied', message, { status: 403 });

export const preconditionFailed = (condition: string) =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    status: 412,
    detail: { Condition: condition },
  });

export const notModified = () => new AwsError('NotModified', 'Not Modified', { status: 304 });

export const methodNotAllowed = (method: string) =>
  new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    detail: { Method: method, ResourceType: 'DeleteMarker' },
  });
