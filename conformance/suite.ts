import { AREAS, type Case } from './case.ts';
import { async } from './cases/async.ts';
import { cloudformation } from './cases/cloudformation.ts';
import { dynamodb } from './cases/dynamodb.ts';
import { events } from './cases/events.ts';
import { identity } from './cases/identity.ts';
import { invoke } from './cases/invoke.ts';
import { logs } from './cases/logs.ts';
import { mappings } from './cases/mappings.ts';
import { s3 } from './cases/s3.ts';
import { sns } from './cases/sns.ts';
import { snsFilters } from './cases/sns-filters.ts';
import { sqs } from './cases/sqs.ts';
import { sqsDelivery } from './cases/sqs-delivery.ts';
import { streams } from './cases/streams.ts';
import { urls } from './cases/urls.ts';
import { versions } from './cases/versions.ts';

/** Every case, in the order of the page. */
export const SUITE: Case[] = [
  ...invoke,
  ...async,
  ...urls,
  ...versions,
  ...sns,
  ...snsFilters,
  ...sqs,
  ...sqsDelivery,
  ...mappings,
  ...dynamodb,
  ...streams,
  ...s3,
  ...logs,
  ...cloudformation,
  ...events,
  ...identity,
].toSorted((a, b) => AREAS.indexOf(a.area) - AREAS.indexOf(b.area));
