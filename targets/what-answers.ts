/** Whether a body is a page for people: no AWS API answers with one. */
export const isPage = (text: string) => /^\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b/is.test(text);

/** Longest text of an answer that a line of an error has room for. */
const LONGEST = 120;

/** Who answered, in a line for a person who expected AWS: `HTTP 404, a page "Not found" (nginx/1.27)`. */
export function whatAnswered({ status, headers }: Pick<Response, 'status' | 'headers'>, text: string): string {
  const server = headers.get('server') ?? headers.get('x-powered-by');
  return `HTTP ${status}, ${isPage(text) ? `a page${quoted(titleOf(text))}` : `no AWS answer${quoted(text)}`}${server ? ` (${line(server)})` : ''}`;
}

const titleOf = (page: string) =>
  page.match(/<title[^>]*>(.*?)<\/title>/is)?.[1] ?? page.match(/<h1[^>]*>(.*?)<\/h1>/is)?.[1]?.replace(/<[^>]*>/g, '') ?? '';

const quoted = (text: string) => (line(text) === '' ? '' : ` "${line(text)}"`);

/** Whitespace folded, control characters (a terminal's, too) gone, and cut. */
function line(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  const folded = text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
  return folded.length > LONGEST ? `${folded.slice(0, LONGEST)} …` : folded;
}
