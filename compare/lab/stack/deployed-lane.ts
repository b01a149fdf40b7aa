import type { Lane } from '../lane.ts';

/** What a lane is in the stack's outputs, as JSON under its id. */
export interface DeployedLane {
  entrance: string;
  consumers: string[];
  deadLetters: string[];
  /** URLs of the queues that are worked off. */
  queues: string[];
  /** Variables of the processes outside Lambda, where these are the consumers. */
  worker?: Record<string, string>;
}

/** A lane as the outputs of all stacks have it: its copies follow one another from stack to stack. */
export function deployedLane(outputs: Readonly<Record<string, string>>, { id }: Lane): DeployedLane {
  const first = outputs[`Lane${id}`];
  if (!first) throw new Error(`The lane ${id} is not among the outputs of the deployment`);
  const lane = JSON.parse(first) as DeployedLane;
  const number = (name: string) => Number(/^More(\d+)Lane(.*)$/.exec(name)?.[2] === id ? /\d+/.exec(name)?.[0] : Number.NaN);
  const further = Object.keys(outputs).filter((name) => number(name) > 0);
  for (const name of further.sort((a, b) => number(a) - number(b))) {
    const part = JSON.parse(outputs[name] as string) as Pick<DeployedLane, 'consumers' | 'deadLetters' | 'queues'>;
    for (const list of ['consumers', 'deadLetters', 'queues'] as const) lane[list].push(...part[list]);
  }
  return lane;
}
