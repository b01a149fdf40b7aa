import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { arrowsOf } from '../../systems/lab/arrows.ts';
import { type Diagram, diagramsIn, disagreements } from '../../systems/lab/diagrams.ts';
import { ROOT } from './command.ts';
import type { DeployedSystem } from './systems.ts';

/** A walk ends when its promises are settled; nobody waits for the last hop, which on a busy machine comes later. */
const LAST_HOPS_MS = 60_000;

/** The diagrams of a system's chapter, by variant. */
export async function diagramsOf(system: string): Promise<Diagram[]> {
  return diagramsIn(await readFile(`${ROOT}/docs/systems/${system}.md`, 'utf8'));
}

/** Walks through the diagram's variant, nothing going wrong, and says where the diagram and the hops disagree: [] when nowhere. */
export async function checkDiagram(diagram: Diagram, system: DeployedSystem): Promise<string[]> {
  const { walkthrough, hops, end } = await system.trace(diagram.variant);
  try {
    const broken = walkthrough.promises.filter(({ kept }) => !kept);
    if (broken.length > 0) return broken.map(({ what, found }) => `broken promise: ${what}: ${found}`);
    for (const until = performance.now() + LAST_HOPS_MS; ; await sleep(50)) {
      const found = disagreements(diagram, arrowsOf(hops));
      if (found.length === 0 || performance.now() > until) return found;
    }
  } finally {
    end();
  }
}
