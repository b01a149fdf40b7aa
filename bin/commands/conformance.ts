import { type Command, Option } from 'commander';
import { EXIT, UserError } from '../../compare/errors.ts';
import { idOf } from '../../conformance/case.ts';
import { casesNamed, PATIENCE_MS, type Result, runConformance } from '../../conformance/run.ts';
import { isLoopback } from '../../targets/guard.ts';
import { isPage, whatAnswered } from '../../targets/what-answers.ts';
import { onInterrupt } from './interrupt.ts';
import * as parse from './options.ts';

interface ConformanceOptions {
  endpoint: string;
  only?: string[];
  region: string;
  account: string;
  parallel: number;
  patience: number;
  timeScale: number;
  allowRemote?: boolean;
  list?: boolean;
  json?: boolean;
}

/** `pushpull conformance`: asks any stack for the behaviours that AWS documents, and says which it has. */
export function conformance(program: Command) {
  program
    .command('conformance')
    .description('ask a running stack for the behaviours that AWS documents, and list those it does not have')
    .option('--endpoint <url>', 'of the stack', 'http://127.0.0.1:4566')
    .option('--only <names...>', 'areas (sqs) or cases (sqs/delay); --list names them all')
    .option('--region <name>', 'to ask for', 'us-east-1')
    .option('--account <id>', 'sent as access key id, with a made-up secret: never credentials of yours', '000000000000')
    .option('--parallel <n>', 'cases at once', parse.count, 4)
    .option('--patience <seconds>', 'what a case may take, beside the waits that AWS documents', parse.seconds, PATIENCE_MS / 1000)
    .option('--time-scale <n>', 'how much faster than AWS the stack retries', parse.positive, 1)
    .option('--allow-remote', 'let the endpoint be on another machine: the suite makes and deletes resources there')
    .option('--list', 'print the cases and run none')
    .addOption(new Option('--json', 'print the results as JSON on stdout'))
    .addHelpText(
      'after',
      '\nExit code 1 when a behaviour differs. What the suite makes, it deletes again.\n\nExamples:\n  pushpull conformance\n  pushpull conformance --endpoint http://127.0.0.1:5000 --only sqs sns/raw\n  pushpull conformance --list\n',
    )
    .action(run);
}

async function run({ only, list, json, allowRemote, patience, ...options }: ConformanceOptions) {
  const cases = chosen(only);
  if (list) {
    for (const one of cases) console.log(`${idOf(one).padEnd(30)} ${one.says}`);
    return;
  }
  if (!URL.canParse(options.endpoint)) throw new UserError(`${options.endpoint} is no URL.`, EXIT.usage);
  if (!isLoopback(options.endpoint) && !allowRemote)
    throw new UserError(
      `${options.endpoint} is not on this machine. The suite makes and deletes resources; --allow-remote lets it. Nothing was sent.`,
      EXIT.usage,
    );
  await assertAnswers(options.endpoint);
  const signal = onInterrupt();
  signal.addEventListener('abort', () => process.exit(EXIT.interrupted));
  const results = await runConformance(
    {
      name: options.endpoint,
      endpoint: options.endpoint,
      region: options.region,
      credentials: { accessKeyId: options.account, secretAccessKey: 'local' },
      timeScale: options.timeScale,
    },
    { only, parallel: options.parallel, patienceMs: patience * 1000, ...(json ? {} : { onResult: print }) },
  );
  const passed = results.filter(({ status }) => status === 'pass').length;
  if (json) console.log(JSON.stringify({ endpoint: options.endpoint, passed, of: results.length, results }, null, 2));
  else console.log(`\n${passed} of ${results.length} as AWS documents, on ${options.endpoint}`);
  if (passed < results.length) process.exitCode = EXIT.failed;
}

function chosen(only?: string[]) {
  try {
    return casesNamed(only);
  } catch (error) {
    throw new UserError(`${(error as Error).message}. --list names them all.`, EXIT.usage);
  }
}

/** Nothing there, or a website, is one error, not one a case. A stack that has only some services may well show a page at one of the two. */
async function assertAnswers(endpoint: string) {
  const ask = async (init: RequestInit) => {
    const response = await fetch(endpoint, { ...init, signal: AbortSignal.timeout(5000) });
    return { response, text: await response.text() };
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const found = await Promise.all([
    ask({}),
    ask({ method: 'POST', headers: form, body: 'Action=GetCallerIdentity&Version=2011-06-15' }),
  ]).catch(() => {
    throw new UserError(`Nothing answers at ${endpoint}. Start a stack (pushpull up), or name another with --endpoint.`, EXIT.failed);
  });
  if (found.every(({ text }) => isPage(text)))
    throw new UserError(
      `What answers at ${endpoint} is no AWS stack: ${whatAnswered(found[0].response, found[0].text)}. Start one (pushpull up), or name another with --endpoint.`,
      EXIT.failed,
    );
}

function print({ id, status, message = '', ms, left }: Result) {
  const took = `${(ms / 1000).toFixed(1)} s`;
  console.log(status === 'pass' ? `ok       ${id} (${took})` : `differs  ${id} (${took})\n${indent(message)}`);
  for (const line of left) console.log(indent(`left behind: ${line}`));
}

const indent = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 12)
    .map((line) => `         ${line}`)
    .join('\n');
