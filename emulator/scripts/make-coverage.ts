/**
 * Writes docs/coverage.md from what is registered: the operations and CloudFormation types of every service.
 * `--check` writes nothing and fails if the page lags behind.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tableOf } from '../src/protocol/table.ts';
import { SERVICES, serviceOf } from '../src/services/registry.ts';
import type { PropertyChange, ResourceType, Service, ServiceName } from '../src/services/service.ts';

/** What no list of names tells. */
const NOTES: Partial<Record<ServiceName, string>> = {
  lambda:
    'A memory size bounds the heap of Node.js processes, and nothing else. REPORT shows the most that the process held in truth, which may be more than its memory size: there AWS would have ended it.',
};

const byChange = (type: ResourceType, change: PropertyChange) =>
  type.properties === true
    ? ''
    : Object.keys(type.properties)
        .filter((name) => type.properties !== true && type.properties[name] === change)
        .sort()
        .join(', ');

function operationsOf(service: Service): string {
  const supported = Object.keys(service.operations).sort();
  if (service.name === 'dynamodb') return `Served by dynalite: ${supported.join(', ')}.`;
  const all = Object.keys(tableOf(service.name).operations);
  const missing = all.filter((name) => !supported.includes(name));
  return `${supported.length} of ${all.length} operations: ${supported.join(', ')}.\n\nNot supported (answered with an error that names it): ${missing.length} others.`;
}

function typesOf(service: Service): string {
  if (service.resources.length === 0) return '';
  const rows = service.resources
    .toSorted((a, b) => (a.type < b.type ? -1 : 1))
    .map((type) =>
      type.properties === true
        ? `| ${type.type} | all, without effect | | |`
        : `| ${type.type} | ${byChange(type, 'update')} | ${byChange(type, 'replace')} | ${byChange(type, 'recorded')} |`,
    );
  return `\n| CloudFormation type | updated in place | replaces | recorded, without effect here |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

export async function coveragePage(): Promise<string> {
  const names = (Object.keys(SERVICES) as ServiceName[]).sort();
  const parts: string[] = [];
  for (const name of names) {
    const service = await serviceOf(name);
    parts.push(`## ${name}\n\n${operationsOf(service)}\n${NOTES[name] ? `\n${NOTES[name]}\n` : ''}${typesOf(service)}`);
  }
  return `# What the embedded stack supports\n\nMade by \`npm run coverage-page\` from the code. Any other service, operation, resource type or property is answered with an error that names it.\n\n${parts.join('\n')}`;
}

if (import.meta.main) {
  const file = fileURLToPath(new URL('../../docs/coverage.md', import.meta.url));
  const text = await coveragePage();
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('docs/coverage.md lags behind the code: run npm run coverage-page');
    process.exitCode = 1;
  }
}
