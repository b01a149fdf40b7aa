const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const LAST_YEAR = 2199;
const DAY = 86_400_000;

type Holds = (date: Date) => boolean;

/**
 * The six fields of a cron expression: minutes, hours, day of month, month, day of week (1 is Sunday), year. One of the two days
 * must be `?`. Answers with when it falls due next after a moment, in UTC; undefined for what is no such expression.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions
 */
export function parseCron(text: string): ((after: number) => number | undefined) | undefined {
  const [minutes = '', hours = '', monthDay = '', month = '', weekDay = '', year = '', ...more] = text.split(' ');
  if (more.length > 0 || (monthDay === '?') === (weekDay === '?')) return undefined;
  const minuteSet = numbers(minutes, 0, 59);
  const hourSet = numbers(hours, 0, 23);
  const monthSet = numbers(month, 1, 12, MONTHS, 1);
  const yearSet = numbers(year, 1970, LAST_YEAR);
  const day = monthDay === '?' ? onWeekDay(weekDay) : onMonthDay(monthDay);
  if (!minuteSet || !hourSet || !monthSet || !yearSet || !day) return undefined;

  const onDay: Holds = (date) => yearSet.has(date.getUTCFullYear()) && monthSet.has(date.getUTCMonth() + 1) && day(date);
  return (after) => {
    const first = Math.floor(after / 60_000) * 60_000 + 60_000;
    for (let start = Math.floor(first / DAY) * DAY; new Date(start).getUTCFullYear() <= LAST_YEAR; start += DAY) {
      if (!onDay(new Date(start))) continue;
      for (const hour of hourSet)
        for (const minute of minuteSet) {
          const at = start + hour * 3_600_000 + minute * 60_000;
          if (at >= first) return at;
        }
    }
    return undefined;
  };
}

/** `*`, `5`, `1-5`, `0/15`, `1-10/2`, or several with commas; the numbers in order. `first`: the number of the first name. */
function numbers(text: string, least: number, most: number, names: string[] = [], first = 0): Set<number> | undefined {
  const number = (part: string) => {
    const named = names.indexOf(part.toUpperCase());
    const value = named >= 0 ? named + first : /^\d+$/.test(part) ? Number(part) : Number.NaN;
    return value >= least && value <= most ? value : Number.NaN;
  };
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, ...more] = part.split('/');
    const [from = '', to, ...others] = range.split('-');
    const low = from === '*' ? least : number(from);
    const high = to !== undefined ? number(to) : from === '*' || step !== undefined ? most : low;
    const by = step === undefined ? 1 : /^\d+$/.test(step) ? Number(step) : 0;
    if (more.length > 0 || others.length > 0 || !(low <= high) || by < 1 || (from === '*' && to !== undefined)) return undefined;
    for (let value = low; value <= high; value += by) found.add(value);
  }
  return new Set([...found].sort((a, b) => a - b));
}

const lastOf = (date: Date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();

/** Numbers, `L` the last day, `15W` the weekday nearest to the fifteenth. */
function onMonthDay(text: string): Holds | undefined {
  if (text === 'L') return (date) => date.getUTCDate() === lastOf(date);
  const near = /^(\d+)W$/.exec(text)?.[1];
  if (near === undefined) {
    const days = numbers(text, 1, 31);
    return days && ((date) => days.has(date.getUTCDate()));
  }
  const wanted = Number(near);
  if (wanted < 1 || wanted > 31) return undefined;
  return (date) => {
    if (wanted > lastOf(date)) return false;
    const weekDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), wanted)).getUTCDay();
    // Within the month: a Saturday the first moves on to Monday, a Sunday the last back to Friday.
    const shift = weekDay === 6 ? (wanted === 1 ? 2 : -1) : weekDay === 0 ? (wanted === lastOf(date) ? -2 : 1) : 0;
    return date.getUTCDate() === wanted + shift;
  };
}

/** Numbers or names, `6L` the last Friday of the month, `6#3` the third; `L` alone is Saturday. */
function onWeekDay(text: string): Holds | undefined {
  if (text === 'L') return (date) => date.getUTCDay() === 6;
  const [, one, last, nth] = /^(\w+?)(?:(L)|#([1-5]))$/.exec(text) ?? [];
  const days = numbers(one && (last || nth) ? one : text, 1, 7, DAYS, 1);
  if (!days) return undefined;
  return (date) => {
    if (!days.has(date.getUTCDay() + 1)) return false;
    if (last) return date.getUTCDate() + 7 > lastOf(date);
    return nth === undefined || Math.ceil(date.getUTCDate() / 7) === Number(nth);
  };
}
