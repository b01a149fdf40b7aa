import { createDeque, type Deque } from './deque.ts';
import type { Lane, Message } from './lane.ts';

interface Group {
  id: string;
  /** Received before and visible again, by sequence number: always older than what is fresh. At most a batch of them. */
  returned: Message[];
  /** Never received, in the order in which they were sent; delayed ones too, so that they keep their place. */
  fresh: Deque<Message>;
  inFlight: Set<Message>;
  /** Stands in the list of groups that have something to give. */
  listed: boolean;
}

const sequence = (message: Message) => message.record.sequenceNumber ?? '';

/**
 * Messages by group. A group with messages in flight is locked, but for a message that was made visible again while none older than it is in flight.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/FIFO-queues-understanding-logic.html
 */
export function fifoLane(): Lane {
  const groups = new Map<string, Group>();
  const open = createDeque<Group>();

  function groupOf(message: Message): Group {
    const id = message.record.groupId ?? '';
    let group = groups.get(id);
    if (!group) groups.set(id, (group = { id, returned: [], fresh: createDeque(), inFlight: new Set(), listed: false }));
    return group;
  }

  function head(group: Group): Message | undefined {
    while (group.returned[0]?.state === 'gone') group.returned.shift();
    while (group.fresh.at(0)?.state === 'gone') group.fresh.shift();
    return group.returned[0] ?? group.fresh.at(0);
  }

  /** The sequence number that a message must precede to be given out. */
  function limit(group: Group): string | undefined {
    let lowest: string | undefined;
    for (const message of group.inFlight) if (lowest === undefined || sequence(message) < lowest) lowest = sequence(message);
    return lowest;
  }

  function refresh(group: Group, now: number) {
    const first = head(group);
    if (!first) {
      if (group.inFlight.size === 0 && !group.listed) groups.delete(group.id);
      return;
    }
    if (group.listed || first.record.visibleAt > now) return;
    const below = limit(group);
    if (below !== undefined && sequence(first) >= below) return;
    group.listed = true;
    open.push(group);
  }

  return {
    enter(message, now) {
      const group = groupOf(message);
      group.fresh.push(message);
      refresh(group, now);
    },
    hold: (message) => void groupOf(message).inFlight.add(message),
    ready: (message, now) => refresh(groupOf(message), now),
    returned(message, now) {
      const group = groupOf(message);
      group.inFlight.delete(message);
      group.returned.push(message);
      group.returned.sort((a, b) => (sequence(a) < sequence(b) ? -1 : 1));
      refresh(group, now);
    },
    left(message, now) {
      const group = groupOf(message);
      group.inFlight.delete(message);
      refresh(group, now);
    },
    take(max, now, accept) {
      const taken: Message[] = [];
      while (taken.length < max) {
        const group = open.shift();
        if (!group) break;
        group.listed = false;
        const below = limit(group);
        while (taken.length < max) {
          const message = head(group);
          if (!message || message.record.visibleAt > now || (below !== undefined && sequence(message) >= below)) break;
          if (group.returned[0] === message) group.returned.shift();
          else group.fresh.shift();
          if (!accept(message)) continue;
          group.inFlight.add(message);
          taken.push(message);
        }
        refresh(group, now);
      }
      return taken;
    },
    clear() {
      groups.clear();
      open.clear();
    },
  };
}
