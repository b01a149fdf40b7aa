import { logger } from '../../shared/logger.ts';
import { queueHandler } from '../../shared/queue-handler.ts';
import { keepNewer, noteHeard } from '../page-model-store.ts';
import { updatePageModel } from './core.ts';

const log = (line: string, detail: Record<string, unknown>) => logger.info(line, { hop: line, ...detail });

/** UserChanged and ContractChanged from the bus, by way of the page's own queue. */
export const handler = queueHandler((record) => updatePageModel(record.body, { keepNewer, noteHeard, log }));
