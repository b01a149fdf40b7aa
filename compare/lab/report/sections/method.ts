import { laneSettingsSchema } from '../../lane.ts';
import type { Run } from '../../run.ts';
import type { Section } from '../blocks.ts';
import { methodRows } from '../method.ts';

/** All that someone needs who wants to do it again. */
export function method(run: Run): Section {
  return {
    id: 'method',
    title: 'How it was measured',
    blocks: [
      {
        kind: 'table',
        head: ['', ''],
        rows: methodRows(run).map(([what, how], i, all) => [what === all[i - 1]?.[0] ? '' : what, how]),
        prose: [1],
      },
      {
        kind: 'table',
        caption: 'the lanes',
        head: ['', 'the way', 'tried again by', 'settings that differ from the defaults'],
        rows: run.lanes.map((lane) => [lane.title, lane.how, lane.retries, settingsOf(lane)]),
        prose: [1, 2, 3],
      },
      {
        kind: 'text',
        text: 'Every figure can be computed again from rows.csv, a row a message and consumer; run.json has the same rows and everything else, and `pushpull compare report <folder>` makes this report of it.',
      },
    ],
  };
}

/** What distinguishes the lane from one that nobody has set anything of. */
function settingsOf({ settings }: Run['lanes'][number]): string {
  const usual: Record<string, unknown> = laneSettingsSchema.parse({});
  const own = Object.entries(settings).filter(([name, value]) => value !== usual[name]);
  return own.map(([name, value]) => `${name} ${value}`).join(', ') || 'none';
}
