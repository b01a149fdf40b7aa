import { expect, test } from 'vitest';
import { s3Location } from './template-source.ts';

test.each([
  ['http://127.0.0.1:4566/bucket/a/key.json', { Bucket: 'bucket', Key: 'a/key.json' }],
  ['https://s3.us-east-1.amazonaws.com/bucket/key', { Bucket: 'bucket', Key: 'key' }],
  ['https://bucket.with.dots.s3.eu-west-1.amazonaws.com/key?versionId=3', { Bucket: 'bucket.with.dots', Key: 'key', VersionId: '3' }],
])('%s', (url, location) => {
  expect(s3Location(url, 'http://127.0.0.1:4566')).toEqual(location);
});

test('refuses other places', () => {
  expect(() => s3Location('https://example.com/a/b', 'http://127.0.0.1:4566')).toThrow('TemplateURL must be a supported URL.');
});
