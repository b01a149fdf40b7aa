import { randomInt } from 'node:crypto';
import type { GetRandomPasswordCommandInput } from '@aws-sdk/client-secrets-manager';
import { invalidParameter } from './errors.ts';

const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html */
export function randomPassword(input: GetRandomPasswordCommandInput): string {
  const { PasswordLength = 32, ExcludeCharacters = '', RequireEachIncludedType = true } = input;
  const kinds = [
    input.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    input.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    input.ExcludeNumbers ? '' : '0123456789',
    input.ExcludePunctuation ? '' : PUNCTUATION,
    input.IncludeSpace ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !ExcludeCharacters.includes(character)).join(''))
    .filter((kind) => kind !== '');
  const all = kinds.join('');
  if (PasswordLength < 1 || PasswordLength > 4096) throw invalidParameter('PasswordLength must be from 1 to 4096.');
  if (all === '') throw invalidParameter('No characters are left to make a password of.');
  if (RequireEachIncludedType && PasswordLength < kinds.length)
    throw invalidParameter('PasswordLength is too small for a character of each included type.');
  const pick = (from: string) => from[randomInt(from.length)] as string;
  const chosen = RequireEachIncludedType ? kinds.map(pick) : [];
  while (chosen.length < PasswordLength) chosen.push(pick(all));
  for (let i = chosen.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [chosen[i], chosen[j]] = [chosen[j] as string, chosen[i] as string];
  }
  return chosen.join('');
}
