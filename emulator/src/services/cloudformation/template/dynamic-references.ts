import { validationError } from '../errors.ts';
import type { ReadStored } from './parameters.ts';

/** The id may be an ARN, which has colons of its own. */
const SECRET =
  /^secretsmanager:(arn:[^:]+:secretsmanager:[^:]+:\d+:secret:[^:]+|[^:]+)(?::SecretString(?::([^:]*))?(?::([^:]*))?(?::([^:]*))?|:)?$/;
const REFERENCE = /\{\{resolve:([^}]*)\}\}/g;

/**
 * Puts values of the parameter store in the place of `{{resolve:ssm:name}}`, and of secrets in that of
 * `{{resolve:secretsmanager:id:SecretString:json-key:stage:version}}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export async function resolveDynamicReferences(value: unknown, read: ReadStored): Promise<unknown> {
  if (typeof value === 'string') return value.includes('{{resolve:') ? resolveText(value, read) : value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolveDynamicReferences(item, read)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await resolveDynamicReferences(item, read)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

async function resolveText(text: string, read: ReadStored): Promise<string> {
  let result = text;
  for (const [reference, target = ''] of text.matchAll(REFERENCE)) {
    const [, secret, jsonKey, stage, versionId] = SECRET.exec(target) ?? [];
    if (secret !== undefined) {
      const part = { jsonKey: jsonKey || undefined, stage: stage || undefined, version: versionId || undefined };
      const value = await read(secret, part);
      result = result.replace(reference, () => value);
      continue;
    }
    const [, service, name = '', version] = /^([\w-]+):([^:]*)(?::(\d+))?$/.exec(target) ?? [];
    if (service !== 'ssm' && service !== 'ssm-secure')
      throw validationError(`The embedded stack does not support the dynamic reference ${reference}`);
    const value = await read(version === undefined ? name : `${name}:${version}`);
    // A function, since `$&` in a value is nothing but a value
    result = result.replace(reference, () => value);
  }
  return result;
}
