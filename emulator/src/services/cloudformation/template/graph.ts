import { validationError } from '../errors.ts';
import { references } from './references.ts';
import type { Expression, Template } from './template.ts';

/** What each resource needs first: whatever it refers to, and what DependsOn names. */
export function dependenciesOf(template: Template): Map<string, string[]> {
  const names = new Set(Object.keys(template.Resources));
  const graph = new Map<string, string[]>();
  for (const [name, resource] of Object.entries(template.Resources)) {
    const needed = new Set([resource.DependsOn ?? []].flat());
    for (const reference of references(resource.Properties as Expression)) needed.add(reference.name);
    graph.set(
      name,
      [...needed].filter((other) => names.has(other)),
    );
  }
  checkCycles(graph);
  return graph;
}

/** Takes away, again and again, what depends on nothing; what is left stands in a circle. */
function checkCycles(graph: Map<string, string[]>): void {
  const left = new Map(graph);
  for (;;) {
    const free = [...left].filter(([, needed]) => needed.every((name) => !left.has(name)));
    if (free.length === 0) break;
    for (const [name] of free) left.delete(name);
  }
  for (;;) {
    const unneeded = [...left.keys()].filter((name) => ![...left.values()].some((needed) => needed.includes(name)));
    if (unneeded.length === 0) break;
    for (const name of unneeded) left.delete(name);
  }
  if (left.size > 0) throw validationError(`Circular dependency between resources: [${[...left.keys()].join(', ')}]`);
}
