import { InvalidArgumentError } from 'commander';

/** Parsers of options: each throws an error that names what is wrong, and commander the option. */
const parser = (accepts: (value: number) => boolean, what: string) => (text: string) => {
  const value = Number(text);
  if (text.trim() === '' || !accepts(value)) throw new InvalidArgumentError(`It must be ${what}.`);
  return value;
};

export const port = parser((value) => Number.isInteger(value) && value >= 0 && value <= 65_535, 'a port, 0 (any free one) to 65535');
export const count = parser((value) => Number.isInteger(value) && value >= 1 && value <= 100_000, 'a whole number from 1 to 100000');
export const positive = parser((value) => value > 0 && value <= 100_000, 'a number above 0, at most 100000');
export const seconds = parser((value) => value > 0 && value <= 3600, 'a number of seconds, above 0 and at most 3600');
export const secondsOrNone = parser((value) => value >= 0 && value <= 3600, 'a number of seconds, 0 to 3600');
export const fraction = parser((value) => value >= 0 && value <= 1, 'a number from 0 to 1');

/** Names of hosts, between commas or as arguments of their own. */
export function hosts(text: string, before: string[] = []): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const bad = names.find((name) => !/^\.?[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?$/i.test(name));
  if (bad !== undefined) throw new InvalidArgumentError(`"${bad}" is no name of a host; ports don't count.`);
  return [...before, ...names];
}

export function debug(text: string): string {
  const bad = text.split(',').find((part) => !/^[^=]*(=\d+)?$/.test(part) || Number(part.split('=')[1] ?? 0) > 65_535);
  if (bad !== undefined) throw new InvalidArgumentError(`"${bad}" is no name, and no name=port.`);
  return text;
}

export const whole = parser((value) => Number.isInteger(value), 'a whole number');
