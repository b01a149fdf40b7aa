import { EXIT, UserError } from '../../compare/errors.ts';
import type { Experiment, Plan } from '../../compare/lab/experiment.ts';
import { modeNamed } from '../../compare/lab/modes.ts';
import { awsPlace, LAB_STACKS, labStacks, needRoom, removeLab } from '../../compare/lab/targets/aws-place.ts';
import { estimateRun } from '../../compare/lab/targets/estimate.ts';
import type { Place } from '../../compare/lab/targets/place.ts';
import type { AwsTarget } from '../../targets/aws.ts';
import type { Target } from '../../targets/target.ts';
import { agreeTo } from './ask.ts';
import { reachAws, sayWhatToDo } from './deploy.ts';

export interface AwsRunOptions {
  profile?: string;
  region?: string;
  yes?: boolean;
  keep?: boolean;
  allowEndpoint?: boolean;
  repetitions: number;
  seed: number;
}

const note = (line = '') => console.error(line);

/**
 * Runs an experiment in an account: says what it will take and asks; whatever comes of it, a failure or Ctrl-C, deletes what it deployed,
 * and looks whether anything is left.
 */
export async function onAws(
  { name, plan }: Pick<Experiment, 'name'> & { plan: Plan },
  options: AwsRunOptions,
  { signal, onProgress }: { signal: AbortSignal; onProgress(line: string): void },
  run: (target: Target, place: Place) => Promise<void>,
): Promise<void> {
  const { profile } = options;
  const asked = { target: 'aws' as const, endpoint: '', ...options };
  const aws = await reachAws(asked);
  await needRoom(aws, plan, profile).catch(sayWhatToDo(asked));
  const place = await awsPlace(aws, { profile, pollMs: options.allowEndpoint ? 100 : 2000 }).catch(sayWhatToDo(asked));
  note(await whatItTakes(name, plan, options, aws, place));
  await agreeTo(`Run it on ${aws.title}?`, { ...(options.yes ? { yes: true } : {}), signal });
  const interrupted = () =>
    note('Interrupted: what has begun is ended, then what was deployed is deleted. A second Ctrl-C leaves it there.');
  signal.addEventListener('abort', interrupted, { once: true });
  let failed: unknown;
  try {
    await run({ ...aws, environment: place.environment }, place);
  } catch (error) {
    failed = error;
  }
  await cleanUp(aws, options.keep ?? false, failed, onProgress);
  if (failed !== undefined) sayWhatToDo(asked)(failed);
}

async function whatItTakes(name: string, plan: Plan, options: AwsRunOptions, aws: AwsTarget, place: Place): Promise<string> {
  const { messages, minutes, usd } = estimateRun(plan, options.repetitions, options.seed);
  const there = await labStacks(aws);
  const open = plan.lanes.filter(({ mode }) => modeNamed(mode).openUrl).map(({ title }) => title);
  return [
    '',
    `${name}: ${plan.lanes.length} ${plan.lanes.length === 1 ? 'lane' : 'lanes'} (${plan.lanes.map(({ title }) => title).join(', ')}), ${messages} messages with those of the warm-up`,
    `deploys  ${LAB_STACKS.join(' and ')}, with the tags project=pushpull, service=lab, run=${place.tags?.run}`,
    `takes    ${Math.ceil(minutes[0])} minutes, and ${Math.ceil(minutes[1])} at most`,
    `costs    ${usd < 0.01 ? 'less than $0.01' : `$${usd.toFixed(2)}`} at most (list prices: compare/cost/prices.json)`,
    options.keep
      ? 'keeps    both stacks (--keep); npx pushpull destroy --target aws takes them away'
      : 'deletes  both stacks in the end, and looks whether anything is left',
    ...(there.length > 0
      ? [`NOTE     ${there.map((stack) => stack.name).join(' and ')} of an earlier run (or of one that goes on) will be replaced`]
      : []),
    ...(open.length > 0
      ? [`NOTE     anyone who knows the URL may call the consumer of ${open.join(', ')} meanwhile: SNS signs no requests as IAM wants them`]
      : []),
    '',
  ].join('\n');
}

async function cleanUp(aws: AwsTarget, keep: boolean, failed: unknown, onProgress: (line: string) => void): Promise<void> {
  if (keep) return note(`${LAB_STACKS.join(' and ')} are kept: npx pushpull destroy --target aws`);
  const again = 'npx pushpull destroy --target aws takes it away, with all else of pushpull.';
  const first = failed === undefined ? '' : `${(failed as Error).message}\n`;
  const left = await removeLab(aws, onProgress).catch((error: Error) => {
    throw new UserError(`${first}The clean-up failed: ${error.message}\nThe lab may still be there; ${again}`, EXIT.failed);
  });
  if (left.length > 0)
    throw new UserError(`${first}This is left in the account:\n${left.map((line) => `  ${line}`).join('\n')}\n${again}`, EXIT.failed);
  note('Nothing of the lab is left in the account.');
}
