import { plus, priceList, type Usage, usd } from './price-list.ts';

/** CloudFormation templates, as far as this reads them. */
export interface Template {
  // biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON
  Resources?: Record<string, { Type: string; Properties?: Record<string, any> }>;
}

export interface Line {
  what: string;
  usd: number;
}

export interface Estimate {
  /** Dollars a month while nothing happens. */
  idle: Line[];
  /** Dollars a million shares, by delivery mode. */
  perMillionShares: Record<'sync' | 'async' | 'push' | 'pull', number>;
  /** What the figures take for granted. */
  assumptions: string[];
  /** Of the prices. */
  pricesFrom: string;
}

/** Long polls of 20 s, five at a time, for 30 days: what a mapping asks of an idle queue. */
const POLLS_A_MONTH = 5 * 3 * 60 * 24 * 30;

/** Seconds that the functions run for one share, and the memory they have (512 MB); what the provider takes is in `send`. */
const SECONDS = { share: 0.06, send: 0.15, record: 0.02 };
const GB = 0.5;
const LOG_BYTES_PER_SHARE = 4_000;
/** Messages a batch where there is load: ten at most, and rarely so many. */
const BATCH = 5;
/** X-Ray keeps one request a second and 5 % of the others. */
const TRACED = 0.05;

/** What every share costs, whatever its mode: the entrance, the record, the mail's idempotency, and the way back. */
const COMMON: Usage = {
  lambdaRequests: 1 + 1 / BATCH,
  lambdaGbSeconds: GB * (SECONDS.share + SECONDS.send + SECONDS.record),
  dynamodbReads: 3,
  dynamodbWrites: 6,
  s3Gets: 1,
  snsPublishes: 1,
  sqsRequests: 2 / BATCH,
  logGigabytes: LOG_BYTES_PER_SHARE / 1e9,
  tracesRecorded: TRACED,
};

/** What the hand-over itself adds. */
const MODE: Record<keyof Estimate['perMillionShares'], Usage> = {
  // the caller's function waits while the mail is sent, and is paid for waiting
  sync: { lambdaRequests: 1, lambdaGbSeconds: GB * SECONDS.send },
  async: { lambdaRequests: 1 },
  push: { snsPublishes: 1, lambdaRequests: 1 },
  pull: { sqsRequests: 1 + 2 / BATCH, lambdaRequests: 1 / BATCH },
};

/** What the app of these templates costs on AWS, from compare/cost/prices.json: list prices, no free tier. */
export function estimate(templates: Template[]): Estimate {
  const resources = templates.flatMap(({ Resources = {} }) => Object.values(Resources));
  const count = (type: string) => resources.filter(({ Type }) => Type === type).length;
  const mappings = resources.filter(
    ({ Type, Properties }) => Type === 'AWS::Lambda::EventSourceMapping' && !Properties?.ProvisionedPollerConfig,
  ).length;
  const provisioned = count('AWS::Lambda::EventSourceMapping') - mappings;
  const line = (what: string, usage: Usage): Line[] => (usd(usage) > 0 ? [{ what, usd: usd(usage) }] : []);
  const idle = [
    ...line(`${count('AWS::CloudWatch::Alarm')} alarms`, { alarmMonths: count('AWS::CloudWatch::Alarm') }),
    ...line(`${mappings} event source mappings that poll an empty queue`, { sqsRequests: mappings * POLLS_A_MONTH }),
    ...line(`${count('AWS::KMS::Key')} keys`, { kmsKeyMonths: count('AWS::KMS::Key') }),
  ];
  const perMillionShares = Object.fromEntries(Object.entries(MODE).map(([mode, usage]) => [mode, usd(plus(COMMON, usage)) * 1e6]));
  return {
    idle,
    perMillionShares: perMillionShares as Estimate['perMillionShares'],
    assumptions: [
      `functions of 512 MB run ${SECONDS.share * 1000} ms (share), ${SECONDS.send * 1000} ms (send the mail) and ${SECONDS.record * 1000} ms (record)`,
      `${BATCH} messages a batch, ${LOG_BYTES_PER_SHARE / 1000} KB of logs a share, ${TRACED * 100} % of requests traced`,
      'pollers stay at five a queue (AWS may shrink them to two)',
      'no retries, storage, data transfer, cold starts, or bill of the email provider',
      ...(provisioned > 0 ? [`${provisioned} mappings in provisioned mode are paid by the hour as well: not in these figures`] : []),
    ],
    pricesFrom: `list prices of ${priceList.region}, no free tier, as of ${span()} (compare/cost/prices.json names each source)`,
  };
}

function span(): string {
  const dates = Object.values(priceList.prices).map(({ asOf }) => asOf);
  const dated = dates.filter((date) => /^\d/.test(date)).sort();
  const recalled = dates.length - dated.length;
  return `${dated[0]} to ${dated.at(-1)}${recalled > 0 ? `, ${recalled} of them from memory` : ''}`;
}
