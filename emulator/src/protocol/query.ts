import { type Member, type Structure, shapeOf, type Table } from './table.ts';
import { parseText } from './values.ts';

/**
 * The AWS query protocol's form fields (`Entries.member.1.Id=…`) → input.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function fromQuery(table: Table, structure: Structure, form: URLSearchParams): Record<string, unknown> {
  return (readStructure(table, structure, treeOf(form)) ?? {}) as Record<string, unknown>;
}

interface Node {
  text?: string;
  children?: Map<string, Node>;
}

function treeOf(form: URLSearchParams): Node {
  const root: Node = {};
  for (const [name, text] of form) {
    let node = root;
    for (const part of name.split('.')) {
      node.children ??= new Map();
      let next = node.children.get(part);
      if (!next) node.children.set(part, (next = {}));
      node = next;
    }
    node.text = text;
  }
  return root;
}

function readStructure(table: Table, structure: Structure, node: Node): unknown {
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(structure.members)) {
    const child = node.children?.get(member.xmlName ?? name);
    const value = child && read(table, member, child);
    if (value !== undefined) result[name] = value;
  }
  return result;
}

function read(table: Table, member: Member, node: Node): unknown {
  const shape = shapeOf(table, member.type);
  if (!shape) return node.text === undefined ? undefined : parseText(member, node.text);
  if (shape.kind === 'structure') return readStructure(table, shape, node);
  const wrapper = shape.kind === 'list' ? (shape.element.xmlName ?? 'member') : 'entry';
  // an empty list is sent as a bare `Name=`
  const items = member.xmlFlattened ? node : (node.children?.get(wrapper) ?? node.children?.get('member'));
  const numbered = [...(items?.children ?? [])].filter(([key]) => /^\d+$/.test(key)).sort(([a], [b]) => Number(a) - Number(b));
  if (shape.kind === 'list') return numbered.map(([, item]) => read(table, shape.element, item));
  const result: Record<string, unknown> = {};
  for (const [, item] of numbered) {
    const key = item.children?.get(shape.key.xmlName ?? 'key')?.text;
    const value = item.children?.get(shape.value.xmlName ?? 'value');
    if (key !== undefined) result[key] = value && read(table, shape.value, value);
  }
  return result;
}
