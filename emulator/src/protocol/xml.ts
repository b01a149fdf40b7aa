import { XMLParser } from 'fast-xml-parser';
import { type Member, type Structure, shapeOf, type Table } from './table.ts';
import { parseText, printText, SerializationError } from './values.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

/** Text that may stand between tags or quotes. */
export const escapeXml = (text: string) => text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] as string);

/** The members of a structure as XML elements, in the schema's order. */
export function printMembers(table: Table, structure: Structure, value: Record<string, unknown>): string {
  let xml = '';
  for (const [name, member] of Object.entries(structure.members)) {
    if (member.xmlAttribute || member.httpHeader || member.httpPrefixHeaders || member.httpResponseCode) continue;
    const item = value[name];
    if (item !== undefined && item !== null) xml += printElement(table, member.xmlName ?? name, member, item);
  }
  return xml;
}

/** One value as an element of that name (or, for a flattened list, several). */
export function printElement(table: Table, name: string, member: Member, value: unknown): string {
  const shape = shapeOf(table, member.type);
  if (!shape) return `<${name}>${escapeXml(printText(member, value, 'iso'))}</${name}>`;
  if (shape.kind === 'structure') {
    const record = value as Record<string, unknown>;
    return `<${name}${printAttributes(shape, record)}>${printMembers(table, shape, record)}</${name}>`;
  }
  if (shape.kind === 'list') {
    const itemName = member.xmlFlattened ? name : (shape.element.xmlName ?? 'member');
    const items = (value as unknown[]).map((item) => printElement(table, itemName, shape.element, item)).join('');
    return member.xmlFlattened ? items : `<${name}>${items}</${name}>`;
  }
  const entryName = member.xmlFlattened ? name : 'entry';
  const entries = Object.entries(value as Record<string, unknown>)
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => {
      const keyXml = printElement(table, shape.key.xmlName ?? 'key', shape.key, key);
      return `<${entryName}>${keyXml}${printElement(table, shape.value.xmlName ?? 'value', shape.value, item)}</${entryName}>`;
    })
    .join('');
  return member.xmlFlattened ? entries : `<${name}>${entries}</${name}>`;
}

function printAttributes(structure: Structure, record: Record<string, unknown>): string {
  let text = '';
  for (const [name, member] of Object.entries(structure.members)) {
    if (!member.xmlAttribute || record[name] === undefined) continue;
    const attribute = member.xmlName ?? name;
    if (attribute.startsWith('xsi:')) text += ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    text += ` ${attribute}="${escapeXml(String(record[name]))}"`;
  }
  return text;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  trimValues: false,
  processEntities: true,
  htmlEntities: true,
  alwaysCreateTextNode: false,
});

/** A document of one element → input of that structure. Throws SerializationError for what is not XML. */
export function parseDocument(table: Table, member: Member, text: string): unknown {
  let document: Record<string, unknown>;
  try {
    document = parser.parse(text);
  } catch (error) {
    throw new SerializationError(`not well-formed XML: ${(error as Error).message}`);
  }
  const root = Object.entries(document).find(([name]) => !name.startsWith('?') && !name.startsWith('#'));
  if (!root) throw new SerializationError('the XML document is empty');
  return readNode(table, member, root[1]);
}

function readNode(table: Table, member: Member, node: unknown): unknown {
  const shape = shapeOf(table, member.type);
  if (!shape) {
    const text = typeof node === 'object' && node !== null ? ((node as Record<string, unknown>)['#text'] ?? '') : (node ?? '');
    return parseText(member, String(text));
  }
  const record = (typeof node === 'object' && node !== null ? node : {}) as Record<string, unknown>;
  if (shape.kind === 'structure') {
    const result: Record<string, unknown> = {};
    for (const [name, child] of Object.entries(shape.members)) {
      const item = record[`${child.xmlAttribute ? '@' : ''}${child.xmlName ?? name}`];
      if (item !== undefined) result[name] = readNode(table, child, child.xmlFlattened ? [item].flat() : item);
    }
    return result;
  }
  if (shape.kind === 'list') {
    const items = Array.isArray(node) ? node : [record[shape.element.xmlName ?? 'member'] ?? []].flat();
    return items.map((item) => readNode(table, shape.element, item));
  }
  const entries = Array.isArray(node) ? node : [record.entry ?? []].flat();
  return Object.fromEntries(
    entries.map((entry) => [
      String((entry as Record<string, unknown>)[shape.key.xmlName ?? 'key']),
      readNode(table, shape.value, (entry as Record<string, unknown>)[shape.value.xmlName ?? 'value']),
    ]),
  );
}
