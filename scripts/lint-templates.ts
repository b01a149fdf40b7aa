/**
 * Checks the app's templates against CloudFormation's own resource schemas, so that what the embedded stack accepts is valid on AWS too.
 * cfn-lint carries these schemas; it is a Python tool, and gets a virtual environment of its own below node_modules/.cache.
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../lib/app.ts';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
const CACHE = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));
const VENV = join(CACHE, 'cfn-lint');
const REGION = 'us-east-1';

/** CDK writes DependsOn where a reference says the same: W3005. */
const IGNORED = ['W3005'];

/** Every shape that the context gives the templates. */
const CONTEXTS: Record<string, string>[] = [
  {},
  { thirdPartyUrl: 'http://127.0.0.1:1', urlAuth: 'none' },
  { alarmEmail: 'ops@example.com', budgetUsd: '20', urlConcurrency: '20', queueConcurrency: '10', data: 'keep' },
  { provisionedPollers: '2' },
];

function run(command: string, args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
  if (error) throw new Error(`${command} could not be run: ${error.message}`);
  return { status, output: `${stdout}${stderr}` };
}

/** The pinned cfn-lint; installed at the first call, and again when the pin changes. */
function cfnLint(): string {
  const pinned = readFileSync(REQUIREMENTS, 'utf8');
  const stamp = join(VENV, 'requirements.txt');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== pinned) {
    console.error('installing cfn-lint into node_modules/.cache/cfn-lint …');
    rmSync(VENV, { recursive: true, force: true });
    mkdirSync(CACHE, { recursive: true });
    for (const [command, ...args] of [
      ['python3', '-m', 'venv', VENV],
      [join(VENV, 'bin/pip'), 'install', '--quiet', '--disable-pip-version-check', '-r', REQUIREMENTS],
    ] as [string, ...string[]][]) {
      const { status, output } = run(command, args);
      if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
    }
    writeFileSync(stamp, pinned);
  }
  return join(VENV, 'bin/cfn-lint');
}

function lint(templates: string[]): { clean: boolean; output: string } {
  const { status, output } = run(cfnLint(), ['-i', ...IGNORED, '-r', REGION, '-t', ...templates]);
  return { clean: status === 0, output };
}

/** A check that finds nothing must be able to find something: each of these is wrong, and must be said to be. */
const WRONG = {
  'an unknown property': { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeoutt: 30 } },
  'a value out of range': { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 43_201 } },
  'a missing property': {
    Type: 'AWS::Lambda::Function',
    Properties: { Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { ZipFile: 'x' } },
  },
};

const folder = mkdtempSync(join(tmpdir(), 'pushpull-templates-'));
try {
  for (const [what, Resource] of Object.entries(WRONG)) {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify({ Resources: { Resource } }));
    if (lint([file]).clean) throw new Error(`cfn-lint takes ${what}: its verdict means nothing`);
  }
  const templates: string[] = [];
  for (const [index, context] of CONTEXTS.entries()) {
    const assembly = (await buildApp({ context, outdir: join(folder, String(index)) })).synth();
    templates.push(...assembly.stacks.map(({ templateFullPath }) => templateFullPath));
  }
  const { clean, output } = lint(templates);
  if (clean) console.log(`${templates.length} templates are valid by CloudFormation's schemas (${REGION}).`);
  else {
    console.error(output);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
