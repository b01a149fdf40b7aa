import type { CancelReplayCommandInput, CancelReplayCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { illegalStatus } from '../errors.ts';
import { requireReplay } from '../find.ts';
import { isActive } from '../replayer.ts';
import { storeOf } from '../store.ts';

/** What has been replayed stays; the next minute of events is not. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CancelReplay.html */
export const cancelReplay: Operation<CancelReplayCommandInput, CancelReplayCommandOutput> = ({ ReplayName }, context) => {
  const replay = requireReplay(context, ReplayName);
  if (!isActive(replay)) throw illegalStatus(`Replay ${replay.name} is not in a valid state for this operation.`);
  storeOf(context.stack).replays.put(replay.arn, { ...replay, state: 'CANCELLING' });
  return { ReplayArn: replay.arn, State: 'CANCELLING' };
};
