import { describe, expect, it } from 'vitest';
import { diagramsIn, disagreements } from './diagrams.ts';

const chapter = (lines: string) => `text\n\`\`\`mermaid\nsequenceDiagram\n  %% trace: share v4\n${lines}\n\`\`\`\nmore`;
const drawn = (lines: string) => {
  const [diagram] = diagramsIn(chapter(lines));
  if (!diagram) throw new Error('no diagram');
  return diagram;
};
const parts = '  actor Person\n  participant Share\n  participant Queue\n  participant EmailProvider';

describe('a diagram checked against a trace', () => {
  it('agrees when every arrow between parts happened, whatever the resources are called in full', () => {
    const diagram = drawn(
      `${parts}\n  Person->>Share: a photo\n  Share->>+Queue: a request\n  Share-->>Person: 202\n  Queue->>EmailProvider: a mail`,
    );
    const traced = [
      { from: 'caller', to: 'Stack-ShareFunctionAB12' },
      { from: 'Stack-ShareFunctionAB12', to: 'Stack-Queue99' },
    ];
    expect(disagreements(diagram, traced)).toEqual([]);
  });

  it('names what is drawn and did not happen, what happened and is not drawn, and who was not declared', () => {
    const diagram = drawn(`${parts}\n  Person->>Share: a photo\n  Share->>Queue: a request`);
    expect(disagreements(diagram, [{ from: 'caller', to: 'Share' }])).toEqual(['Share → Queue is drawn and did not happen']);
    expect(
      disagreements(diagram, [
        { from: 'caller', to: 'Share' },
        { from: 'Share', to: 'Queue' },
        { from: 'Queue', to: 'Worker' },
      ]),
    ).toEqual(['Queue → Worker happened and is not drawn']);
    expect(disagreements(drawn(`${parts}\n  Person->>Nobody: x`), [])).toEqual(['Nobody takes part and is not declared']);
  });

  it('reads only diagrams that say of which walkthrough they are', () => {
    expect(diagramsIn('```mermaid\nsequenceDiagram\n  A->>B: x\n```')).toEqual([]);
  });
});
