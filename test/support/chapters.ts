import { readFile } from 'node:fs/promises';
import { arrowsOf } from '../../systems/lab/arrows.ts';
import { type Diagram, diagramsIn, disagreements } from '../../systems/lab/diagrams.ts';
import { ROOT } from './command.ts';
import type { DeployedSystem } from './systems.ts';

/** The diagrams of a system's chapter, by variant. */
export async function diagramsOf(system: string): Promise<Diagram[]> {
  return diagramsIn(await readFile(`${ROOT}/docs/systems/${system}.md`, 'utf8'));
}

/** Walks through the diagram's variant, nothing going wrong, and says where the diagram and the hops disagree: [] when nowhere. */
export async function checkDiagram(diagram: Diagram, system: DeployedSystem): Promise<string[]> {
  const { walkthrough, hops } = await system.trace(diagram.variant);
  const broken = walkthrough.promises.filter(({ kept }) => !kept);
  if (broken.length > 0) return broken.map(({ what, found }) => `broken promise: ${what}: ${found}`);
  return disagreements(diagram, arrowsOf(hops));
}
