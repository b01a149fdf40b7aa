import { constraint, validation } from './errors.ts';

const NAME = /^[/.\-_A-Za-z0-9]+$/;

/** A slash is for partner event buses, whose names AWS makes. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export function checkBusName(name: string | undefined): asserts name is string {
  if (!name) throw constraint(name ?? 'null', 'name', 'Member must have length greater than or equal to 1');
  if (name.length > 256) throw constraint(name, 'name', 'Member must have length less than or equal to 256');
  if (!NAME.test(name)) throw constraint(name, 'name', 'Member must satisfy regular expression pattern: [/\\.\\-_A-Za-z0-9]+');
  if (name.includes('/')) throw validation("Event bus name must not contain '/'.");
}
