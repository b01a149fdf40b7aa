import { startWorkerProcess, type WorkerProcess } from '../../compare/worker-process.ts';
import type { Lab } from '../lab/lab.ts';

const VISIBILITY_S = 60;

/** A worker that sends share mails; resolves when it asks for messages. */
export async function startWorker(lab: Lab): Promise<WorkerProcess> {
  const { timeScale, environment } = lab.target;
  const worker = startWorkerProcess(
    'send-share-email',
    {
      ...process.env,
      ...environment,
      QUEUE_URL: lab.output('EmailWorkerQueueUrl'),
      DELIVERIES_TABLE_NAME: lab.output('DeliveriesTableName'),
      SHARE_DELIVERIES_TOPIC_ARN: lab.output('ShareDeliveriesTopicArn'),
      EMAIL_API_URL: lab.thirdParties.email.url,
      CONCURRENCY: '4',
      VISIBILITY_S: String(VISIBILITY_S),
      // the queue's time may run faster than the worker's
      HEARTBEAT_MS: String(Math.max((VISIBILITY_S * 1000) / 3 / timeScale, 50)),
      POWERTOOLS_SERVICE_NAME: 'share-email-worker',
    },
    lab.signal,
  );
  await worker.ready.catch(async (error: unknown) => {
    await worker.end('SIGKILL');
    throw error;
  });
  return worker;
}
