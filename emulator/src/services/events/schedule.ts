import { parseCron } from './cron.ts';
import { validation } from './errors.ts';

/** When a schedule falls due next after a moment; undefined where never again. */
export type Schedule = (after: number) => number | undefined;

const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * `rate(5 minutes)`, counted from when the rule was put, or `cron(0 12 * * ? *)`, in UTC. One is singular, more are plural.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 */
export function parseSchedule(expression: string): Schedule {
  const schedule = rate(expression) ?? cron(expression);
  if (!schedule) throw validation('Parameter ScheduleExpression is not valid.');
  return schedule;
}

function rate(expression: string): Schedule | undefined {
  const [, digits, unit = '', plural] = /^rate\((\d+) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const count = Number(digits);
  if (!(count > 0) || count > 1 !== (plural === 's')) return undefined;
  return (after) => after + count * (UNITS[unit] as number);
}

const cron = (expression: string): Schedule | undefined => {
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1];
  return fields === undefined ? undefined : parseCron(fields);
};
