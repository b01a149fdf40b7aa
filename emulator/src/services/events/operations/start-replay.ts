import type { StartReplayCommandInput, StartReplayCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { alreadyExists, checkName, limitExceeded, validation } from '../errors.ts';
import { replayArnOf, requireBus } from '../find.ts';
import { isActive, replayerOf } from '../replayer.ts';
import { type Replay, storeOf } from '../store.ts';

const MOST_ACTIVE = 10;

/** Ten at most are under way at once. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html */
export const startReplay: Operation<StartReplayCommandInput, StartReplayCommandOutput> = (input, context) => {
  const { ReplayName: name, Description, EventSourceArn = '', EventStartTime, EventEndTime, Destination } = input;
  checkName(name, 'replayName', 64);
  if (!EventStartTime || !EventEndTime || !Destination?.Arn)
    throw validation('Parameters EventStartTime, EventEndTime and Destination must be specified.');
  const { stack, account, region } = context;
  const { archives, replays, rules } = storeOf(stack);
  const bus = requireBus(context, Destination.Arn);
  const archive = archives.get(EventSourceArn);
  if (!archive)
    throw validation(`Parameter EventSourceArn is not valid. Reason: Archive ${EventSourceArn.split('/').at(-1)} does not exist.`);
  if (archive.busArn !== bus.arn)
    throw validation('Parameter Destination.Arn is not valid. Reason: Cross event bus replay is not permitted.');
  const [from, to] = [EventStartTime.getTime(), EventEndTime.getTime()];
  if (from >= to) throw validation('Parameter EventEndTime is not valid. Reason: EventStartTime must be before EventEndTime.');
  const ruleArns = Destination.FilterArns ?? [];
  for (const ruleArn of ruleArns)
    if (rules.get(ruleArn)?.busArn !== bus.arn)
      throw validation(`Parameter Destination.FilterArns is not valid. Reason: Rule ${ruleArn} does not exist.`);
  const arn = replayArnOf(context, name);
  if (replays.has(arn)) throw alreadyExists(`Replay ${name} already exists.`);
  const active = [...replays.values()].filter((one) => one.account === account && one.region === region && isActive(one));
  if (active.length >= MOST_ACTIVE) throw limitExceeded();
  const startedAt = stack.clock.now();
  const place = { arn, name, account, region, description: Description, archiveArn: archive.arn, busArn: bus.arn };
  const replay: Replay = { ...place, ruleArns, from, to, state: 'STARTING', startedAt };
  replayerOf(stack).start(replay);
  return { ReplayArn: arn, State: 'STARTING', ReplayStartTime: new Date(startedAt) };
};
