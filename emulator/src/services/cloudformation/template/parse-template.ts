import { type Document, isAlias, isMap, isScalar, isSeq, type Node, parseDocument } from 'yaml';
import { validationError } from '../errors.ts';
import { type Expression, isObject, type Template } from './template.ts';

/** Reads a template, JSON or YAML with the short forms of functions (`!Ref`, `!Sub`). */
export function parseTemplate(text: string): Template {
  const value = text.trimStart().startsWith('{') ? parseJson(text) : parseYaml(text);
  if (!isObject(value)) throw validationError('Template format error: unsupported structure.');
  return value as unknown as Template;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, line, column] = /line (\d+) column (\d+)/.exec(String(error)) ?? [];
    const place = line === undefined ? '' : ` (line ${line}, column ${column})`;
    throw validationError(`Template format error: JSON not well-formed.${place}`);
  }
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text, { logLevel: 'silent', merge: false });
  const error = document.errors[0];
  if (error) {
    const { line, col } = error.linePos?.[0] ?? { line: 1, col: 1 };
    throw validationError(`Template format error: YAML not well-formed. (line ${line}, column ${col})`);
  }
  return plain(document.contents, document);
}

/** A node as JSON would hold it, with a tag turned into the long form of its function. */
function plain(node: Node | null | undefined, document: Document): Expression {
  if (!node) return null;
  if (isAlias(node)) return plain(node.resolve(document), document);
  const value = untagged(node, document);
  const tag = node.tag;
  return tag?.startsWith('!') && tag !== '!' ? longForm(tag.slice(1), value) : value;
}

function untagged(node: Node, document: Document): Expression {
  if (isSeq(node)) return node.items.map((item) => plain(item as Node, document));
  if (!isMap(node)) return isScalar(node) ? (node.value as Expression) : null;
  const entries = node.items.map(
    (pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), plain(pair.value as Node | null, document)] as const,
  );
  return Object.fromEntries(entries);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
function longForm(name: string, value: Expression): Expression {
  if (name === 'Ref' || name === 'Condition') return { [name]: value };
  if (name === 'GetAtt' && typeof value === 'string') {
    const dot = value.indexOf('.');
    return { 'Fn::GetAtt': dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)] };
  }
  return { [`Fn::${name}`]: value };
}
