import type { Lab } from '../lab/lab.ts';
import { faultsOf } from '../lab/load.ts';
import { seconds } from './billed.ts';
import { runWay, type WayFigures } from './run-way.ts';
import type { Way } from './ways.ts';

/** Walks through one way to wait, while the carrier fails and a process is killed. */
export const oneWay = (way: Way) => async (lab: Lab) => {
  const { count } = lab.options;
  lab.say(`${count} photo books of 0.3 to 0.9 s of printing each; the carrier ${faultsOf(lab)}`);
  const figures = await runWay(lab, way);
  lab.say(figuresLine(figures));
  promiseEffects(lab, figures);
};

const figuresLine = ({ knowsAfterMs, requestsAJob, billedSecondsAJob, workSecondsAJob }: WayFigures) =>
  `the client knows ${knowsAfterMs.median.toFixed(0)} ms after the end (median); ${requestsAJob.toFixed(1)} requests and ` +
  `${seconds(billedSecondsAJob)} billed a job, for ${workSecondsAJob.toFixed(2)} s of work`;

export function promiseEffects(lab: Lab, { way, waited, shippedOnce, shippedMore }: WayFigures): void {
  const { count } = lab.options;
  const done = waited.filter(({ outcome }) => outcome.status === 'done').length;
  lab.promise(`${way}: every client gets to know that its book is done`, done === count, `${done} of ${count}`);
  lab.promise(
    `${way}: each book is shipped, and once`,
    shippedOnce === count,
    `${shippedOnce} once, ${shippedMore} more than once, of ${count}`,
  );
}
