import { shownPolicy } from './policy.ts';
import type { Bus, Replay, Rule } from './store.ts';

export const shownBus = (bus: Bus) => ({
  Name: bus.name,
  Arn: bus.arn,
  Description: bus.description,
  Policy: shownPolicy(bus),
  CreationTime: new Date(bus.createdAt),
  LastModifiedTime: new Date(bus.modifiedAt),
});

export const shownRule = (rule: Rule) => ({
  Name: rule.name,
  Arn: rule.arn,
  EventPattern: rule.pattern,
  State: rule.state,
  Description: rule.description,
  ScheduleExpression: rule.schedule,
  RoleArn: rule.roleArn,
  EventBusName: rule.busName,
});

const date = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms));

export const shownReplay = (replay: Replay) => ({
  ReplayName: replay.name,
  EventSourceArn: replay.archiveArn,
  State: replay.state,
  EventStartTime: new Date(replay.from),
  EventEndTime: new Date(replay.to),
  EventLastReplayedTime: date(replay.lastReplayed),
  ReplayStartTime: new Date(replay.startedAt),
  ReplayEndTime: date(replay.endedAt),
});
