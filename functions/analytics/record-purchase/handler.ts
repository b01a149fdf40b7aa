import { requiredEnv } from '../../shared/env.ts';
import { queueHandler } from '../../shared/queue-handler.ts';
import { thirdPartyPost } from '../../shared/third-party-post.ts';
import { recordPurchase } from './core.ts';

const facts = `${requiredEnv('INSIGHTS_API_URL')}/facts`;

/** Purchases, from analytics' own queue. */
export const handler = queueHandler((record) => recordPurchase(record.body, (fact, key) => thirdPartyPost(facts, fact, key)));
