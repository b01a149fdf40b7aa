import { GetQueueAttributesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { EventStream, Hop } from 'pushpull-emulator';
import type { ThirdParties } from '../../../third-party/client.ts';
import type { Fate } from '../../rows.ts';
import type { DeliveryMode } from '../mode.ts';
import type { Row } from '../row.ts';
import type { DeployedLane } from '../stack/lane-stage.ts';
import { fateOf, hopsOfCopy } from './fate.ts';

export interface LaneInUse {
  id: string;
  mode: DeliveryMode;
  deployed: DeployedLane;
}

/** Looks from outside at what became of each message: the provider's inbox first, and what the target shows of the rest. */
export interface Watch {
  /** Fills in mails, stamps and fates. `last`: nothing more is waited for, so what nothing accounts for is lost. */
  settle(rows: Row[], last: boolean): Promise<void>;
  /** All hops seen, where the target shows them. */
  hops: Hop[] | undefined;
  stop(): void;
}

export function watchLanes(
  lanes: readonly LaneInUse[],
  { events, sqs, email }: { events: EventStream | undefined; sqs: SQSClient; email: ThirdParties['email'] },
): Watch {
  const byId = new Map(lanes.map((lane) => [lane.id, lane]));
  const hops: Hop[] = [];
  const stop = events?.subscribe((hop) => void hops.push(hop)) ?? (() => {});
  const seen = new Map<string, Hop[]>();
  let filed = 0;
  const dead = new Map<string, string>();

  /** Hops by trace, without reading all of them again. */
  function file() {
    for (; filed < hops.length; filed++) {
      const hop = hops[filed] as Hop;
      if (!hop.traceId) continue;
      const known = seen.get(hop.traceId);
      if (known) known.push(hop);
      else seen.set(hop.traceId, [hop]);
    }
  }

  return {
    hops: events ? hops : undefined,
    stop,
    async settle(rows, last) {
      if (events) file();
      else for (const { deployed } of lanes) for (const url of deployed.deadLetters) await readDeadLetters(sqs, url, dead);
      // read after the others: what they say is done has its mail by then, or never
      const inbox = Map.groupBy(await email.list(), ({ shareId = '' }) => shareId);
      const bodies = events ? '' : [...dead.values()].join('\n');
      for (const row of rows) {
        const { mode, deployed } = byId.get(row.lane) as LaneInUse;
        const mails = inbox.get(`${row.id}/${row.copy}`) ?? [];
        row.mails = mails.length;
        if (mails[0]) stamp(row, mails[0]);
        row.fate = events
          ? fateOf(row, mode.simulated.consumer, row.mails > 0 ? [] : hopsOfCopy(seen.get(row.traceId) ?? [], deployed, row.copy))
          : fromOutside(row, bodies, last);
      }
    },
  };
}

function stamp(row: Row, mail: { receivedAt: number; acceptedAt?: number; headers?: Record<string, string> | undefined }) {
  const { headers = {} } = mail;
  const number = (name: string) => (headers[name] === undefined ? {} : { [name]: Number(headers[name]) });
  Object.assign(row, {
    ...{ ...number('enteredAt'), ...number('handedOverAt'), ...number('handledAt'), ...number('batch'), ...number('receiveCount') },
    ...{ receivedAt: mail.receivedAt, deliveredAt: mail.acceptedAt ?? mail.receivedAt },
    ...{ cold: headers.cold === 'true', environment: headers.environment },
  });
}

function fromOutside({ mails, accepted, id }: Row, dead: string, last: boolean): Fate {
  if (mails > 0) return 'handled';
  if (!accepted) return 'refused';
  if (dead.includes(`"${id}"`) || dead.includes(`\\"${id}\\"`)) return 'dead-lettered';
  return last ? 'lost' : 'waiting';
}

/** Adds the bodies of a queue's messages, by message id; they stay in it, hidden for a second. */
async function readDeadLetters(sqs: SQSClient, QueueUrl: string, found: Map<string, string>): Promise<void> {
  const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
  const count = Number((await sqs.send(attributes)).Attributes?.ApproximateNumberOfMessages ?? 0);
  for (let seen = 0; seen < count; ) {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 1 }));
    for (const { MessageId = '', Body = '' } of Messages) found.set(MessageId, Body);
    if (Messages.length === 0) break;
    seen += Messages.length;
  }
}
