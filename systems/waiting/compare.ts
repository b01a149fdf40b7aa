import CliTable from 'cli-table3';
import type { Lab } from '../lab/lab.ts';
import { seconds } from './billed.ts';
import { promiseEffects } from './one-way.ts';
import { runWay, type WayFigures } from './run-way.ts';
import { POLL_EVERY_MS, WAYS } from './ways.ts';

/** The five ways side by side, with nothing going wrong: what each costs. */
export async function compare(given: Lab): Promise<void> {
  const lab: Lab = { ...given, options: { ...given.options, errorRate: 0, downSeconds: 0, kill: false } };
  lab.say(`${lab.options.count} photo books for each way, 0.3 to 0.9 s of printing each; nothing goes wrong`);
  const figures: WayFigures[] = [];
  for (const way of WAYS) {
    lab.progress(`waiting by ${way.name}`);
    figures.push(await runWay(lab, way));
  }
  const table = new CliTable({
    head: ['way', 'knows, late by', 'longest', 'requests a job', 'billed a job', 'of it for asking'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const { way, knowsAfterMs, requestsAJob, billedSecondsAJob, askedSecondsAJob } of figures)
    table.push([
      way,
      `${knowsAfterMs.median.toFixed(0)} ms`,
      `${knowsAfterMs.longest.toFixed(0)} ms`,
      requestsAJob.toFixed(1),
      seconds(billedSecondsAJob),
      seconds(askedSecondsAJob),
    ]);
  for (const line of table.toString().split('\n')) lab.say(line);
  const work = figures.map(({ workSecondsAJob }) => workSecondsAJob);
  lab.say(
    `the work itself takes ${(work.reduce((sum, s) => sum + s, 0) / work.length).toFixed(2)} s a job; asking: JobStatus and JobEvents, by REPORT lines`,
  );
  lab.say(`short-poll asks every ${POLL_EVERY_MS} ms: asked less often it would be cheaper, and know later`);

  const of = (name: string) => figures.find(({ way }) => way === name) as WayFigures;
  const asked = (name: string) => of(name).requestsAJob.toFixed(1);
  const fewer = (name: string, than: string) => of(name).requestsAJob < of(than).requestsAJob;
  lab.promise(
    'long-poll asks less often than short-poll',
    fewer('long-poll', 'short-poll'),
    `${asked('long-poll')} < ${asked('short-poll')}`,
  );
  lab.promise('webhook asks once and never again', of('webhook').requestsAJob === 1, `${asked('webhook')} requests a job`);
  lab.promise('wait is a single request', of('wait').requestsAJob === 1, `${asked('wait')} requests a job`);
  if (Number.isNaN(of('long-poll').askedSecondsAJob)) lab.say('this target shows no REPORT lines, so that what is billed is unknown');
  else
    lab.promise(
      'a long-poll that is held is billed for; a webhook bills nobody for asking',
      of('long-poll').askedSecondsAJob > 0 && of('webhook').askedSecondsAJob === 0,
      `${of('long-poll').askedSecondsAJob.toFixed(2)} s and ${of('webhook').askedSecondsAJob.toFixed(2)} s a job`,
    );
  for (const each of figures) promiseEffects(lab, each);
}
