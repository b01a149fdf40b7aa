import type { PageMode } from '../../functions/photos/photos-page/core.ts';
import type { Answer, Lab } from '../lab/lab.ts';
import { median } from '../lab/median.ts';
import type { Person } from './people.ts';

/** What a person's browser gets: a page, or an error. */
export interface Page {
  userId?: string;
  photos?: { photoId: string }[];
  user?: Person['user'];
  contract?: Person['contract'];
  missing?: { user?: string; contract?: string };
  waited?: { users?: number; contracts?: number; total: number };
  sources?: Record<'users' | 'contracts', { asOf?: string; ageMs?: number; revision?: number }>;
  error?: { code: string };
}

export const askPage = (lab: Lab, mode: PageMode | 'events', { userId }: Person) =>
  lab.ask(
    mode === 'events'
      ? `${lab.output('PhotosPageAloneUrl')}?userId=${userId}`
      : `${lab.output('PhotosPageUrl')}?userId=${userId}&mode=${mode}`,
  ) as Promise<Answer<Page>>;

export const isWhole = ({ status, body }: Answer<Page>): boolean =>
  status === 200 && body.user !== undefined && body.contract !== undefined && (body.photos?.length ?? 0) > 0;

/** Virtual seconds that are enough for retries (a visibility timeout is 72), and in real ones for processes on a machine with much to do. */
export const patience = (lab: Lab): number => Math.max(300, 30 * lab.target.timeScale);

/** Until a page is whole, so that no figure holds a cold start. */
export async function warmUp(lab: Lab, mode: PageMode | 'events', person: Person): Promise<void> {
  await lab.until(`the ${mode} gives a whole page`, patience(lab), async () => isWhole(await askPage(lab, mode, person)));
}

/** One after the other, as one person sees it. */
export async function inTurn<T>(persons: readonly Person[], ask: (person: Person) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (const person of persons) answers.push(await ask(person));
  return answers;
}

/** "4 pages, 2 USERS_DOWN". */
export function tally(answers: readonly Answer<Page>[]): string {
  const counts = new Map<string, number>();
  for (const { status, body } of answers) {
    const what = status === 200 ? 'page' : (body.error?.code ?? `status ${status}`);
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, n]) => `${n} ${what}${what === 'page' && n > 1 ? 's' : ''}`).join(', ');
}

export const isRefusal = (answer: Answer<Page>, ...codes: string[]): boolean =>
  answer.status >= 500 && codes.includes(answer.body.error?.code ?? '');

export const ms = (value: number): string => (value >= 10_000 ? `${(value / 1000).toFixed(0)} s` : `${value.toFixed(0)} ms`);

/** The median of what pages say they waited. */
export const waitedFor = (answers: readonly Answer<Page>[], whom: 'users' | 'contracts' | 'total'): number =>
  median(answers.flatMap(({ body }) => body.waited?.[whom] ?? []));
