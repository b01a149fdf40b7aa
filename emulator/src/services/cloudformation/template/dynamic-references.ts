import { validationError } from '../errors.ts';
import type { ReadStored } from './parameters.ts';

const REFERENCE = /\{\{resolve:([^}]*)\}\}/g;

/**
 * Puts values of the parameter store in the place of `{{resolve:ssm:name}}`.
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
    const [, service, name = '', version] = /^([\w-]+):([^:]*)(?::(\d+))?$/.exec(target) ?? [];
    if (service !== 'ssm' && service !== 'ssm-secure')
      throw validationError(`The embedded stack does not support the dynamic reference ${reference}`);
    result = result.replace(reference, await read(version === undefined ? name : `${name}:${version}`));
  }
  return result;
}
