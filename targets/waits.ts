import { CEILING, START, STEP, STEP_MS } from '../emulator/src/services/lambda/event-source-mappings/scaling.ts';
import { DEFAULT_SETTINGS, type PollSettings, pollVariables } from '../localstack/settings.ts';
import type { Target } from './target.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html; the embedded stack does the same, by the same numbers. */
const AWS_POLLERS = `${START} pollers with long polls of 20 s, ${STEP} more every ${STEP_MS / 1000} s while messages wait, up to ${CEILING}`;

/**
 * How a target polls queues and tries again, a line each. A comparison of push and pull on a stack that sleeps between two polls measures
 * that sleep, so no figure stands without these.
 */
export function waitsOf(target: Pick<Target, 'name' | 'timeScale'>): string[] {
  switch (target.name) {
    case 'embedded':
      return [
        `queues: ${AWS_POLLERS}, as AWS documents it`,
        'functions started without waiting: tried again after 1 and 2 minutes; SNS to HTTP: three times, 20 s apart',
        ...(target.timeScale === 1 ? [] : [`all of these times pass ${target.timeScale} times as fast as real ones`]),
      ];
    case 'localstack':
      return localstackSettings((target as { settings?: PollSettings }).settings ?? DEFAULT_SETTINGS);
    case 'aws':
      return [
        `queues: ${AWS_POLLERS}; nobody sets how often`,
        'functions started without waiting: tried again after about 1 and 2 minutes',
      ];
  }
}

function localstackSettings(settings: PollSettings): string[] {
  const variables = Object.entries(pollVariables(settings)).map(([name, value]) => `${name}=${value}`);
  return [
    `queues: one short poll after another, ${settings.pollIntervalSeconds} s between two, up to ${settings.maxBackoffOnEmptySeconds} s while they come back empty; one batch at a time, MaximumConcurrency has no effect`,
    ...variables,
    'functions started without waiting: tried again after 1 and 2 minutes (LAMBDA_RETRY_BASE_DELAY=60); SNS to HTTP: one request',
  ];
}
