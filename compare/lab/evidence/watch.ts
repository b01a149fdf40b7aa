import type { SQSClient } from '@aws-sdk/client-sqs';
import type { EventStream, Hop } from 'pushpull-emulator';
import type { ThirdParties } from '../../../third-party/client.ts';
import { deadLetterReader, idsUnder } from '../../evidence/dead-letters.ts';
import { fateOf } from '../../evidence/fate.ts';
import { mailReader } from '../../evidence/inbox.ts';
import type { Fate } from '../../rows.ts';
import type { DeliveryMode } from '../mode.ts';
import type { Row } from '../row.ts';
import type { DeployedLane } from '../stack/deployed-lane.ts';
import { hopsOfCopy } from './hops-of-copy.ts';
import { keyOf } from './late.ts';
import { stamp } from './stamp.ts';

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
  const dead = deadLetterReader(
    sqs,
    lanes.flatMap(({ deployed }) => deployed.deadLetters),
    idsUnder('id'),
  );
  const mailsOf = mailReader(email);

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
      const deadById = events ? new Map<string, number>() : new Map(await dead());
      // read after the others: what they say is done has its mail by then, or never
      const inbox = await mailsOf();
      for (const row of rows) {
        const { mode, deployed } = byId.get(row.lane) as LaneInUse;
        const mails = inbox.get(keyOf(row)) ?? [];
        row.mails = mails.length;
        if (mails[0]) stamp(row, mails[0]);
        row.fate = events
          ? fateOf(row, mode.simulated.consumer, row.mails > 0 ? [] : hopsOfCopy(seen.get(row.traceId) ?? [], deployed, row.copy))
          : fateFromOutside(row, deadById, last);
      }
    },
  };
}

/** Where the target shows no hops: of several copies without a mail, as many are dead-lettered as there are dead letters of the message. */
export function fateFromOutside(
  { mails, accepted, id }: Pick<Row, 'mails' | 'accepted' | 'id'>,
  dead: Map<string, number>,
  last: boolean,
): Fate {
  if (mails > 0) return 'handled';
  if (!accepted) return 'refused';
  const letters = dead.get(id) ?? 0;
  if (letters > 0) {
    dead.set(id, letters - 1);
    return 'dead-lettered';
  }
  return last ? 'lost' : 'waiting';
}
