import type { LaneFigures } from '../../figures.ts';
import type { Run } from '../../run.ts';
import type { Block, Section } from '../blocks.ts';
import { COMPARED, comparisons } from '../comparisons.ts';
import { findingsOf, noticeOf } from '../findings.ts';
import { verdicts } from '../verdicts.ts';

/** What a reader wants first: findings, a sentence a lane, and which differences are certain. */
export function found(run: Run, figures: readonly LaneFigures[], refused: string | undefined): Section {
  const notice = noticeOf(run);
  const findings = findingsOf(run, refused === undefined);
  const differences = refused ? [] : comparisons(run, figures);
  const lanes: Block = {
    kind: 'table',
    head: ['', ''],
    rows: verdicts(run, figures).map(({ lane, text, bad }) => [lane, bad ? { text, tone: 'bad' } : text]),
    prose: [1],
  };
  const blocks: Block[] = [
    ...(refused ? [{ kind: 'alarm' as const, text: refused }] : []),
    ...(findings.length > 0 ? [{ kind: 'list' as const, items: findings }] : []),
    lanes,
    ...(differences.length > 0
      ? [
          { kind: 'text' as const, text: COMPARED },
          { kind: 'list' as const, items: differences },
        ]
      : []),
    ...(notice && !refused ? [{ kind: 'text' as const, text: notice }] : []),
  ];
  return { id: 'found', title: 'What was found', blocks };
}
