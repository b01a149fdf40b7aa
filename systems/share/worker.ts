import type { WorkerProcess } from '../../compare/worker-process.ts';
import type { Lab } from '../lab/lab.ts';
import { checkLinks } from './links.ts';
import { promiseOneMail } from './promises.ts';
import { settle } from './settle.ts';
import { shareByMany } from './shares.ts';
import { startWorker } from './worker-process.ts';

/** A process outside Lambda does the work, is killed in the middle and replaced, and is asked to stop in the end. */
export async function worker(lab: Lab): Promise<void> {
  let running: WorkerProcess = await startWorker(lab);
  lab.say(`a worker (process ${running.pid}) asks the queue for four messages at a time`);
  try {
    const half = Math.floor(lab.options.count / 2);
    const load = await shareByMany(lab, 'worker', {
      async before(index) {
        if (index !== half || !lab.options.kill) return;
        const killed = running.pid;
        await running.end('SIGKILL');
        running = await startWorker(lab);
        lab.say(`it is killed (SIGKILL) in the middle, and another takes its place: ${killed} is dead, ${running.pid} works`);
      },
    });
    const statuses = await settle(lab, load.accepted, { queues: ['EmailWorkerQueueUrl', 'ShareDeliveriesQueueUrl'] });
    await promiseOneMail(lab, load, statuses, 'delivered');
    await checkLinks(lab, 'worker', load);
    const code = await running.end('SIGTERM');
    lab.promise('asked to stop (SIGTERM), it ends what it has begun and goes', code === 0, `exit code ${code}`);
  } finally {
    await running.end('SIGKILL');
  }
}
