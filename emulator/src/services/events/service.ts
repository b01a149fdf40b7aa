import type { Service } from '../service.ts';
import { cancelReplay } from './operations/cancel-replay.ts';
import { createArchive } from './operations/create-archive.ts';
import { createEventBus } from './operations/create-event-bus.ts';
import { deleteArchive } from './operations/delete-archive.ts';
import { deleteEventBus } from './operations/delete-event-bus.ts';
import { deleteRule } from './operations/delete-rule.ts';
import { describeArchive } from './operations/describe-archive.ts';
import { describeEventBus } from './operations/describe-event-bus.ts';
import { describeReplay } from './operations/describe-replay.ts';
import { describeRule } from './operations/describe-rule.ts';
import { disableRule } from './operations/disable-rule.ts';
import { enableRule } from './operations/enable-rule.ts';
import { listArchives } from './operations/list-archives.ts';
import { listEventBuses } from './operations/list-event-buses.ts';
import { listReplays } from './operations/list-replays.ts';
import { listRuleNamesByTarget } from './operations/list-rule-names-by-target.ts';
import { listRules } from './operations/list-rules.ts';
import { listTagsForResource } from './operations/list-tags-for-resource.ts';
import { listTargetsByRule } from './operations/list-targets-by-rule.ts';
import { putEvents } from './operations/put-events.ts';
import { putPermission } from './operations/put-permission.ts';
import { putRule } from './operations/put-rule.ts';
import { putTargets } from './operations/put-targets.ts';
import { removePermission } from './operations/remove-permission.ts';
import { removeTargets } from './operations/remove-targets.ts';
import { startReplay } from './operations/start-replay.ts';
import { tagResource } from './operations/tag-resource.ts';
import { testEventPattern } from './operations/test-event-pattern.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateArchive } from './operations/update-archive.ts';
import { updateEventBus } from './operations/update-event-bus.ts';
import { archiveResource } from './resources/archive.ts';
import { eventBusResource } from './resources/event-bus.ts';
import { eventBusPolicyResource } from './resources/event-bus-policy.ts';
import { ruleResource } from './resources/rule.ts';

/** Amazon EventBridge: buses, rules, archives and replays. https://docs.aws.amazon.com/eventbridge/latest/APIReference/Welcome.html */
export const service: Service = {
  name: 'events',
  protocol: 'aws-json-1.1',
  target: 'AWSEvents',
  operations: {
    CancelReplay: cancelReplay,
    CreateArchive: createArchive,
    CreateEventBus: createEventBus,
    DeleteArchive: deleteArchive,
    DeleteEventBus: deleteEventBus,
    DeleteRule: deleteRule,
    DescribeArchive: describeArchive,
    DescribeEventBus: describeEventBus,
    DescribeReplay: describeReplay,
    DescribeRule: describeRule,
    DisableRule: disableRule,
    EnableRule: enableRule,
    ListArchives: listArchives,
    ListEventBuses: listEventBuses,
    ListReplays: listReplays,
    ListRuleNamesByTarget: listRuleNamesByTarget,
    ListRules: listRules,
    ListTagsForResource: listTagsForResource,
    ListTargetsByRule: listTargetsByRule,
    PutEvents: putEvents,
    PutPermission: putPermission,
    PutRule: putRule,
    PutTargets: putTargets,
    RemovePermission: removePermission,
    RemoveTargets: removeTargets,
    StartReplay: startReplay,
    TagResource: tagResource,
    TestEventPattern: testEventPattern,
    UntagResource: untagResource,
    UpdateArchive: updateArchive,
    UpdateEventBus: updateEventBus,
  },
  resources: [archiveResource, eventBusResource, eventBusPolicyResource, ruleResource],
};
