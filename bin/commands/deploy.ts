import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Estimate, estimate } from '../../compare/cost/estimate.ts';
import { EXIT, UserError } from '../../compare/errors.ts';
import { type AwsTarget, accountConcurrency, awsTarget, bootstrapVersion } from '../../targets/aws.ts';
import { awsProblem } from '../../targets/aws-problem.ts';
import { type Cdk, localCredentials, openCdk, userCredentials } from '../../targets/cdk.ts';
import { stayLocal } from '../../targets/guard.ts';
import { agreeTo } from './ask.ts';
import { onInterrupt } from './interrupt.ts';

export const TARGETS = ['embedded', 'localstack', 'aws'] as const;

export interface TargetOptions {
  target: (typeof TARGETS)[number];
  endpoint: string;
  profile?: string;
  region?: string;
  yes?: boolean;
  json?: boolean;
  allowEndpoint?: boolean;
}

interface DeployOptions extends TargetOptions {
  context: Record<string, string>;
}

/** Requests at once that each function with a URL takes on AWS, unless the context says otherwise. */
const URL_CONCURRENCY = 20;

/** AWS keeps so much of an account's concurrency for functions that reserve none. */
const KEPT_FREE = 100;

/** Any key of 12 digits is an account of a local stack; this is the one that all of them have. */
const LOCAL_ACCOUNT = '000000000000';

const note = (line = '') => console.error(line);

/** Options that deploy and destroy share. */
export function targetOptions(command: Command): Command {
  return command
    .addOption(new Option('--target <name>', 'where').choices([...TARGETS]).default('embedded'))
    .option('--endpoint <url>', 'of a local target that runs already', 'http://127.0.0.1:4566')
    .option('--profile <name>', 'of your AWS configuration (aws)')
    .option('--region <name>', 'the default is the one of your AWS configuration, or us-east-1 on a local target')
    .option('--yes', 'do not ask')
    .option('--json', 'print the result as JSON on stdout')
    .addOption(new Option('--allow-endpoint', 'let AWS_ENDPOINT_URL play AWS: for tests').hideHelp());
}

/** `pushpull deploy`: the app to a target that runs already, or to AWS. */
export function deploy(program: Command) {
  targetOptions(program.command('deploy').description('deploy the app: to a local stack that runs, or to AWS'))
    .option(
      '-c, --context <key=value>',
      'a setting of the app (docs/production/going-to-production.md lists them); may be repeated',
      collect,
      {},
    )
    .addHelpText(
      'after',
      '\nExamples:\n  pushpull deploy\n  pushpull deploy --target aws --profile sandbox -c alarmEmail=me@example.com -c budgetUsd=20\n  pushpull deploy --target aws -c systems=share\n',
    )
    .action(async (options: DeployOptions) => {
      const signal = leaveAtOnce(onInterrupt());
      const { outputs, where } =
        options.target === 'aws' ? await toAws(options, signal).catch(sayWhatToDo(options)) : await toLocal(options);
      if (options.json) console.log(JSON.stringify({ target: options.target, ...where, outputs }, null, 2));
      else for (const [name, value] of Object.entries(outputs)) console.log(`${name.padEnd(26)} ${value}`);
    });
}

/** What AWS, or the way to it, says no with at any step, in a line. */
export const sayWhatToDo = (options: TargetOptions) => (error: unknown) => {
  throw awsProblem(error, options);
};

/** CloudFormation does the work, and goes on whether anybody watches or not. */
export function leaveAtOnce(signal: AbortSignal): AbortSignal {
  signal.addEventListener('abort', () => {
    note('Interrupted. What CloudFormation has begun it will end; the same command again shows where it is.');
    process.exit(EXIT.interrupted);
  });
  return signal;
}

function collect(pair: string, before: Record<string, string>): Record<string, string> {
  const [, key, value] = pair.match(/^([^=]+)=(.*)$/s) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError('It must be key=value.');
  return { ...before, [key]: value };
}

async function toLocal({ target, endpoint, region = 'us-east-1', context }: DeployOptions) {
  await stayLocal({ endpoint, region, accessKeyId: LOCAL_ACCOUNT }).catch((error: Error) => {
    throw new UserError(`${error.message}\nStart one first: npx pushpull up`, EXIT.failed);
  });
  const { bootstrapLocal } = await import('../../targets/bootstrap-local.ts');
  const credentials = localCredentials(region, LOCAL_ACCOUNT);
  note(`deploying to ${target} at ${endpoint}`);
  await bootstrapLocal(credentials, LOCAL_ACCOUNT, region);
  const cdk = await openCdk({ credentials, context: { urlAuth: 'none', ...context }, onLine: note, pollMs: 100 });
  try {
    return { outputs: await cdk.deploy(), where: { endpoint, account: LOCAL_ACCOUNT, region } };
  } finally {
    await cdk.dispose();
  }
}

async function toAws(options: DeployOptions, signal: AbortSignal) {
  const aws = await reachAws(options);
  await needBootstrap(aws, options.profile);
  const context: Record<string, string> = { urlConcurrency: String(URL_CONCURRENCY), ...options.context };
  const open = () =>
    openCdk({
      credentials: userCredentials(aws.region, options.profile),
      context,
      onLine: note,
      pollMs: options.allowEndpoint ? 100 : 2000,
    });
  let cdk = await open();
  try {
    if (context.urlConcurrency !== 'none' && !(await hasRoom(aws, cdk, Number(context.urlConcurrency)))) {
      if (options.context.urlConcurrency)
        throw new UserError('The account has not so much concurrency to reserve; ask AWS for more.', EXIT.failed);
      note(`The account's concurrency is too small to reserve ${URL_CONCURRENCY} for each function with a URL: none is reserved.`);
      context.urlConcurrency = 'none';
      await cdk.dispose();
      cdk = await open();
    }
    note();
    const changed = await cdk.diff();
    note(`\n${changed === 0 ? 'Nothing changes' : `${changed} of ${cdk.stackNames.length} stacks change`}.`);
    if (context.urlAuth === 'none') note('\nANYONE who knows the function URLs will be able to call them, at your cost (urlAuth=none).');
    note(`\n${costs(estimate(cdk.templates))}\n`);
    await agreeTo(`Deploy to ${aws.title}?`, { ...options, signal });
    return { outputs: await cdk.deploy(), where: { account: aws.account, region: aws.region } };
  } finally {
    await cdk.dispose();
  }
}

/** Says where it goes before anything goes there. */
export async function reachAws(options: TargetOptions): Promise<AwsTarget> {
  const aws = await awsTarget(options);
  note(`account  ${aws.account}${aws.alias ? ` (${aws.alias})` : ''}\nregion   ${aws.region}\nas       ${aws.arn}`);
  return aws;
}

async function needBootstrap(aws: AwsTarget, profile: string | undefined): Promise<void> {
  const version = await bootstrapVersion(aws);
  if (version === undefined)
    throw new UserError(
      `CDK is not bootstrapped there. Run: npx cdk bootstrap aws://${aws.account}/${aws.region}${profile ? ` --profile ${profile}` : ''}`,
      EXIT.failed,
    );
  note(`CDK      bootstrapped, version ${version}`);
}

async function hasRoom(aws: AwsTarget, { templates }: Cdk, each: number): Promise<boolean> {
  const urls = templates.flatMap(({ Resources = {} }) => Object.values(Resources)).filter(({ Type }) => Type === 'AWS::Lambda::Url').length;
  return urls * each + KEPT_FREE <= (await accountConcurrency(aws));
}

function costs({ idle, perMillionShares, assumptions, pricesFrom }: Estimate): string {
  const dollars = (usd: number) => `$${usd.toFixed(2)}`;
  return [
    `Costs, about: ${dollars(idle.reduce((sum, line) => sum + line.usd, 0))} a month while nothing happens`,
    ...idle.map(({ what, usd }) => `  ${dollars(usd).padStart(8)}  ${what}`),
    'and for a million shares',
    ...Object.entries(perMillionShares).map(([mode, usd]) => `  ${dollars(usd).padStart(8)}  ${mode}`),
    `from ${pricesFrom};`,
    ...assumptions.map((line) => `  ${line}`),
  ].join('\n');
}
