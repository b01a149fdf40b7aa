import type { Arrow } from './arrows.ts';
import { CALLER } from './arrows.ts';

/** A sequence diagram of a chapter that says of which walkthrough it is: `%% trace: share v4` inside a Mermaid block. */
export interface Diagram {
  system: string;
  variant: string;
  /** Participants and actors, as written. */
  participants: Map<string, 'part' | 'outside'>;
  arrows: Arrow[];
}

/** Participants that the trace can't show, since they are called over plain HTTP or only keep things; checked by other means. */
const UNSEEN = /Table|Bucket|Provider$/;

/** The diagrams of a chapter (Markdown) that can be checked against a trace. */
export function diagramsIn(markdown: string): Diagram[] {
  return [...markdown.matchAll(/```mermaid\n([\s\S]*?)```/g)].flatMap(([, text = '']) => {
    const [, system, variant] = text.match(/%% trace: (\S+) (\S+)/) ?? [];
    if (system === undefined || variant === undefined) return [];
    const participants = new Map<string, 'part' | 'outside'>();
    for (const [, kind, name = ''] of text.matchAll(/^\s*(participant|actor)\s+(\w+)/gm))
      participants.set(name, kind === 'actor' || UNSEEN.test(name) ? 'outside' : 'part');
    const arrows = [...text.matchAll(/^\s*(\w+)\s*(-{1,2})(>>|\)|x)\+?\s*(\w+)\s*:/gm)].flatMap(([, from = '', line, , to = '']) =>
      // a dashed line is an answer, which makes no hop of its own
      line === '--' ? [] : [{ from, to }],
    );
    return [{ system, variant, participants, arrows }];
  });
}

/** Where a diagram and a trace disagree, a line each; [] when every arrow between parts is in both. */
export function disagreements(diagram: Diagram, traced: readonly Arrow[]): string[] {
  const undeclared = diagram.arrows.flatMap(({ from, to }) => [from, to]).filter((name) => !diagram.participants.has(name));
  if (undeclared.length > 0) return undeclared.map((name) => `${name} takes part and is not declared`);
  const seen = (name: string) => diagram.participants.get(name) === 'part';
  const drawn = diagram.arrows.flatMap(({ from, to }) => {
    if (seen(to)) return [`${seen(from) ? from : CALLER} → ${to}`];
    return [];
  });
  const sender = (name: string) => (diagram.participants.get(name) === 'outside' ? CALLER : name);
  const real = new Set(traced.map(({ from, to }) => `${sender(drawnName(diagram, from))} → ${drawnName(diagram, to)}`));
  return [
    ...drawn.filter((arrow) => !real.has(arrow)).map((arrow) => `${arrow} is drawn and did not happen`),
    ...[...real].filter((arrow) => !drawn.includes(arrow)).map((arrow) => `${arrow} happened and is not drawn`),
  ];
}

/** The participant that stands for a resource: the one whose name is the longest part of the resource's name (a bucket's is in lower case). */
function drawnName({ participants }: Diagram, resource: string): string {
  const candidates = [...participants.keys()].filter((name) => resource.toLowerCase().includes(name.toLowerCase()));
  return candidates.sort((a, b) => b.length - a.length)[0] ?? resource;
}
