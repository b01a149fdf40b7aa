import { duration } from '../../report/format.ts';

/** As in all reports, and hours where there are many minutes: a backlog can take a day. */
export const time = (ms: number | undefined): string =>
  ms !== undefined && ms > 2 * 3_600_000 ? `${(ms / 3_600_000).toFixed(1)} h` : duration(ms);
