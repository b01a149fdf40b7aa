import { parseArn } from '../arn.ts';
import type { Context, Stack } from '../service.ts';
import { busNotFound, checkName, notFound, validation } from './errors.ts';
import { type Archive, type Bus, type Replay, type Rule, storeOf } from './store.ts';

type Place = Pick<Context, 'stack' | 'account' | 'region'>;

export const DEFAULT_BUS = 'default';

export const badArn = (at: string) => validation(`Parameter ${at} is not valid. Reason: Provided Arn is not in correct format.`);

/** The ARN of a bus that is given by name or ARN; the default bus where none is. */
export function busArnOf(nameOrArn: string | undefined, { account, region }: Pick<Context, 'account' | 'region'>): string {
  if (nameOrArn === undefined) return `arn:aws:events:${region}:${account}:event-bus/${DEFAULT_BUS}`;
  if (!nameOrArn.startsWith('arn:')) return `arn:aws:events:${region}:${account}:event-bus/${nameOrArn}`;
  const arn = parseArn(nameOrArn);
  if (arn?.service !== 'events' || !arn.resource.startsWith('event-bus/')) throw badArn('EventBusName');
  return nameOrArn;
}

/** A bus by its ARN. Every account has a default bus in every region: it is written down when it is first looked for. */
export function findBus(stack: Stack, arn: string): Bus | undefined {
  const { buses } = storeOf(stack);
  const bus = buses.get(arn);
  if (bus || !arn.endsWith(`:event-bus/${DEFAULT_BUS}`)) return bus;
  const { account, region } = parseArn(arn) as NonNullable<ReturnType<typeof parseArn>>;
  const now = stack.clock.now();
  const made: Bus = { arn, name: DEFAULT_BUS, account, region, policy: [], tags: [], createdAt: now, modifiedAt: now };
  buses.put(arn, made);
  return made;
}

export function requireBus(place: Place, nameOrArn?: string): Bus {
  const arn = busArnOf(nameOrArn, place);
  const bus = findBus(place.stack, arn);
  if (!bus || bus.account !== place.account) throw busNotFound(arn.slice(arn.indexOf('/') + 1));
  return bus;
}

/** Rules of the default bus do not name it in their ARN. */
export const ruleArnOf = ({ region, account, name }: Pick<Bus, 'region' | 'account' | 'name'>, rule: string) =>
  `arn:aws:events:${region}:${account}:rule/${name === DEFAULT_BUS ? '' : `${name}/`}${rule}`;

export function requireRule(place: Place, name: string | undefined, busName?: string): Rule {
  checkName(name, 'name', 64);
  const bus = requireBus(place, busName);
  const rule = storeOf(place.stack).rules.get(ruleArnOf(bus, name));
  if (!rule) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
  return rule;
}

export const archiveArnOf = ({ region, account }: Pick<Place, 'region' | 'account'>, name: string) =>
  `arn:aws:events:${region}:${account}:archive/${name}`;

export function requireArchive(place: Place, name: string | undefined): Archive {
  checkName(name, 'archiveName', 48);
  const archive = storeOf(place.stack).archives.get(archiveArnOf(place, name));
  if (!archive) throw notFound(`Archive ${name} does not exist.`);
  return archive;
}

export const replayArnOf = ({ region, account }: Pick<Place, 'region' | 'account'>, name: string) =>
  `arn:aws:events:${region}:${account}:replay/${name}`;

export function requireReplay(place: Place, name: string | undefined): Replay {
  checkName(name, 'replayName', 64);
  const replay = storeOf(place.stack).replays.get(replayArnOf(place, name));
  if (!replay) throw notFound(`Replay ${name} does not exist.`);
  return replay;
}
