import type { Share, World } from '../world.ts';
import type { Provider } from './provider.ts';

/** Handles shares, and says which of them failed. */
export type Handler = (shares: readonly Share[], done: (failed: Share[]) => void) => void;

/**
 * The consumer's code: a batch's shares side by side, those of one FIFO group one after another (what stands behind a failure fails
 * too, as functions/shared/fifo-batch.ts has it).
 */
export function createHandler({ engine, settings, series, settle }: World, provider: Provider, { fifo = false } = {}): Handler {
  return (shares, done) => {
    const failed: Share[] = [];
    const chains = fifo ? [...Map.groupBy(shares, ({ group }) => group).values()] : shares.map((share) => [share]);
    let open = chains.length;
    const began = engine.now();
    series.backlog.add(-shares.length);
    const end = () => {
      if (--open > 0) return;
      series.backlog.add(failed.length);
      done(failed);
    };
    const next = (chain: Share[], index: number): void => {
      const share = chain[index];
      if (share === undefined) {
        end();
        return;
      }
      share.handledAt = began;
      provider.call((ok) => {
        if (ok) {
          share.deliveredAt = engine.now();
          settle(share, 'handled');
          next(chain, index + 1);
        } else {
          failed.push(...chain.slice(index));
          end();
        }
      });
    };
    engine.after(settings.handlerMs, () => {
      for (const chain of chains) next(chain, 0);
    });
  };
}
