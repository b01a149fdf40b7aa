import type { CloudFormationStore, ResourceRecord } from '../store.ts';

const GONE = new Set<string>(['DELETE_COMPLETE', 'DELETE_SKIPPED']);

export const isLive = ({ status }: ResourceRecord) => !GONE.has(status);

/** The resources that a stack has now. */
export const liveResources = (store: CloudFormationStore, stackId: string) => store.resourcesOf(stackId).filter(isLive);

/** The graph by which resources are deleted: each after all that need it. */
export function deletionGraph(records: ResourceRecord[]): Map<string, string[]> {
  const graph = new Map<string, string[]>(records.map(({ logicalId }) => [logicalId, []]));
  for (const { logicalId, dependencies } of records) for (const needed of dependencies) graph.get(needed)?.push(logicalId);
  return graph;
}
