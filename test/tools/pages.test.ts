import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/command.ts';
import { runExample } from './examples.ts';

interface Block {
  page: string;
  language: string;
  /** The file that the page says the block stands in. */
  file: string | undefined;
  code: string;
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = globSync('docs/tools/*.md', { cwd: ROOT }).filter((page) => read(page).includes('<!-- in: '));
const examples = globSync('examples/*/run.sh', { cwd: ROOT });

/** `<!-- in: FILE -->`, then a fenced block; what stands in a block of `text` is what somebody saw, and no command. */
function blocksOf(page: string): Block[] {
  const found = read(page).matchAll(/(?:<!-- in: (\S+) -->\n)?```(\w*)\n(.*?)\n```/gs);
  return [...found]
    .map(([, file, language = '', code = '']) => ({ page, language, file, code }))
    .filter(({ language }) => language !== 'text');
}

/** Lines without what they are indented by, or stand behind in a comment: a README's block is indented, a page's isn't. */
const lines = (text: string) => `\n${text.replace(/^[ \t]*(?:\* )?[ \t]*/gm, '').trim()}\n`;

test('there are pages and examples to check', () => {
  expect(pages.length).toBeGreaterThan(5);
  expect(examples.length).toBeGreaterThan(5);
});

test.each(pages.flatMap(blocksOf))('$page: a block stands in $file as it is', ({ file, code }) => {
  if (!file) throw new Error(`No <!-- in: FILE --> says where this stands:\n${code}`);
  expect(lines(read(file))).toContain(lines(code));
});

test.each(pages)('%s: what it links to is there', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => join(dirname(page), match[1] as string));
  expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
});

test.each(examples)('%s is a script that bash can read, and a page tells of it', (script) => {
  expect(spawnSync('bash', ['-n', script], { cwd: ROOT, encoding: 'utf8' }).stderr).toBe('');
  expect(pages.map(read).join()).toContain(dirname(script));
});

// the tools that `npm ci` brings; `npx node test/tools/run-examples.ts` runs the others
test.each(['cdk'])('the example %s runs as its page says', async (name) => {
  const { code, output } = await runExample(name);
  expect(code, output).toBe(0);
  expect(output).toContain('Example: destroyed');
});
