/**
 * Writes docs/targets.md: what each target does, behaviour by behaviour, from the results of the last recorded runs.
 * `--check` writes nothing and fails if the page lags behind.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { AREAS, type Area, type Case, idOf } from './case.ts';
import { DIFFERENCES } from './differences.ts';
import { RECORDED, type Results, readResults } from './results.ts';
import { SUITE } from './suite.ts';

const TITLES: Record<Area, string> = {
  invoke: 'Lambda: invocations',
  async: 'Lambda: asynchronous invocations',
  urls: 'Lambda: function URLs',
  versions: 'Lambda: versions and aliases',
  sns: 'SNS',
  sqs: 'SQS',
  mappings: 'Lambda: event source mappings of queues',
  dynamodb: 'DynamoDB and its streams',
  s3: 'S3',
  logs: 'CloudWatch Logs',
  cloudformation: 'CloudFormation',
  events: 'EventBridge',
  identity: 'IAM, STS and accounts',
};

const cell = (text: string) => text.replaceAll('|', '\\|');

const differenceOf = (id: string, target: string) => DIFFERENCES.find((one) => one.case === id && one.target === target);

/** `yes`, or what it does instead. */
function does(one: Case, { target, cases }: Results): string {
  const result = cases[idOf(one)];
  if (!result) return 'not run';
  const declared = differenceOf(idOf(one), target);
  if (declared?.sometimes) return `**not always**: ${declared.does}`;
  if (result.status === 'pass') return 'yes';
  return declared ? `**differs**: ${declared.does}` : `**differs**: ${result.found ?? ''}`;
}

function counts({ cases, target }: Results) {
  const all = Object.entries(cases);
  const passed = all.filter(([id, { status }]) => status === 'pass' && !differenceOf(id, target)?.sometimes).length;
  return `${passed} of ${all.length}`;
}

export function targetsPage(all: Results[], suite: Case[] = SUITE): string {
  const head = all.map(({ title }) => title);
  const sections = AREAS.map((area) => {
    const rows = suite
      .filter((one) => one.area === area)
      .map((one) => `| ${[`[${cell(one.says)}](${one.doc})`, ...all.map((results) => cell(does(one, results)))].join(' | ')} |`);
    return `## ${TITLES[area]}\n\n| AWS documents | ${head.join(' | ')} |\n|---|${head.map(() => '---|').join('')}\n${rows.join('\n')}\n`;
  });
  return `# What each target does

Made by \`npm run targets-page\` from the last recorded runs of the [conformance suite](../conformance/suite.ts). The first column is what AWS
documents, with its page; the suite was not run on AWS. Each other column is what a run on that target found. Known differences stand in
[differences.ts](../conformance/differences.ts); a run fails when one is missing there, and when one no longer holds
(one that is there only sometimes is marked so).

| target | version | run on | as documented |
|---|---|---|---|
${all.map((results) => `| ${results.title} | ${results.version} | ${results.date} | ${counts(results)} |`).join('\n')}

Two things were made faster for the cases that take minutes on AWS: the embedded stack's clock, and LocalStack's wait between retries
(\`LAMBDA_RETRY_BASE_DELAY\`). LocalStack ran without Docker: there, what runs a function is the plugin of this project, all else is its own.

Any other stack: \`npx pushpull conformance --endpoint http://127.0.0.1:4566\`.

${sections.join('\n')}`;
}

if (import.meta.main) {
  const file = fileURLToPath(new URL('../docs/targets.md', import.meta.url));
  const text = targetsPage(await Promise.all(RECORDED.map(readResults)));
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/targets.md lags behind the recorded runs: run npm run targets-page');
    process.exitCode = 1;
  }
}
