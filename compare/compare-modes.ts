import { randomBytes } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../targets/target.ts';
import type { ThirdParties } from '../third-party/client.ts';
import type { Outputs } from './deploy.ts';
import { fromHops } from './evidence/from-hops.ts';
import { fromOutside } from './evidence/from-outside.ts';
import { inboxReader } from './evidence/inbox.ts';
import { type Figures, figuresOf } from './figures.ts';
import { MODES } from './modes.ts';
import type { Photo } from './photo.ts';
import { photosClient } from './photos-client.ts';
import type { Progress } from './progress.ts';
import { duration } from './report/format.ts';
import { runMode } from './run-mode.ts';

export interface Comparison {
  photo: Photo;
  /** In each mode. */
  shares: number;
  /** Shares a second. */
  rate: number;
  /** Seconds for which the email provider is down in the middle of each load. */
  outage?: number;
}

export interface Deployed {
  target: Target;
  outputs: Outputs;
  email: ThirdParties['email'];
}

/** Puts every delivery mode under the same load, one after the other. */
export async function compareModes(
  { photo, shares: count, rate, outage: seconds }: Comparison,
  { target, outputs, email }: Deployed,
  progress: Progress,
  signal: AbortSignal,
): Promise<Figures[]> {
  const photos = photosClient(outputs, target);
  const photoId = await photos.upload(photo);
  progress.line(`photo           ${photo.name} (${Math.round(photo.bytes.length / 1024)} KiB) is ${photoId}`);
  const runId = randomBytes(4).toString('hex');
  const mails = inboxReader(email);
  const outage = seconds && {
    seconds,
    begin: async () => void (await email.setKnobs({ down: true })),
    end: async () => void (await email.setKnobs({ down: false })),
  };
  const evidence = target.events ? fromHops(target.events) : fromOutside(new SQSClient(target));
  const figures: Figures[] = [];
  for (const mode of MODES) {
    const run = await runMode({
      ...{ mode, count, rate, photoId, runId, photos, mails, signal, evidence },
      ...(outage ? { outage } : {}),
      // past the longest ladder (Lambda's 1 and 2 minutes, five visibility timeouts of SQS)
      patienceMs: 10_000 + 400_000 / target.timeScale,
      onProgress: ({ sent, handled, waiting }) =>
        progress.live(
          `${mode.name.padEnd(15)} ${sent}/${count} sent · ${handled} ${waiting ? 'mails delivered, waiting for the rest' : 'accepted'}`,
        ),
    });
    figures.push(figuresOf(run));
    const handled = run.rows.filter((row) => row.fate === 'handled').length;
    progress.line(`${mode.name.padEnd(15)} ${handled}/${count} handled in ${duration(run.tookMs)} · ${mode.how}`);
  }
  return figures;
}

/** Modes whose ledger is wrong, or some of whose shares came to no end that can be accounted for. */
export const brokenModes = (figures: readonly Figures[]): string[] =>
  figures.filter(({ ledger: { addsUp, fates } }) => !addsUp || fates.lost + fates['in flight'] + fates.waiting > 0).map(({ mode }) => mode);
