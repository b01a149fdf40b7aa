import { validationError } from '../errors.ts';
import { checkArguments } from './arguments.ts';
import { references } from './references.ts';
import { type Expression, isObject, type Template } from './template.ts';

const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Hooks',
  'Resources',
  'Outputs',
]);
const ATTRIBUTES = new Set(['Type', 'Properties', 'Metadata', 'DependsOn', 'Condition', 'DeletionPolicy', 'UpdateReplacePolicy']);
const SAM = 'AWS::Serverless-2016-10-31';
const POLICIES = new Set(['Delete', 'Retain', 'RetainExceptOnCreate']);

/** Refuses what can be told wrong from the template alone, with the texts of AWS, before anything is created. */
export function validateTemplate(template: Template): void {
  // first of all: a transform may bring sections of its own, as SAM's Globals
  if (template.Transform !== undefined) {
    const advice = template.Transform === SAM ? '; docs/tools/sam.md has the step that translates it before the deployment' : '';
    throw validationError(`The embedded stack does not support the transform ${JSON.stringify(template.Transform)}${advice}`);
  }
  const odd = Object.keys(template).filter((section) => !SECTIONS.has(section));
  if (odd.length > 0) throw validationError(`Invalid template property or properties [${odd.join(', ')}]`);
  if ('Hooks' in template) throw validationError('The embedded stack does not support the Hooks section of a template');
  const resources = Object.entries(template.Resources ?? {});
  if (resources.length === 0) throw validationError('Template format error: At least one Resources member must be defined.');
  for (const [name, resource] of resources) checkResource(name, resource as unknown as Expression);
  for (const [name, output] of Object.entries(template.Outputs ?? {})) {
    if (!isObject(output) || !('Value' in output)) {
      throw validationError(`Template format error: Output ${name} is malformed. The Value field is required.`);
    }
  }
  for (const section of ['Resources', 'Outputs', 'Conditions'] as const) checkNulls(template[section] as Expression, `/${section}`);
  for (const section of ['Conditions', 'Resources', 'Outputs'] as const) checkArguments((template[section] ?? {}) as Expression);
  checkConditionNames(template);
  checkReferences(template, new Set(Object.keys(template.Resources)));
}

function checkResource(name: string, resource: Expression): void {
  if (!/^[a-zA-Z0-9]+$/.test(name)) throw validationError(`Template format error: Resource name ${name} is non alphanumeric.`);
  if (!isObject(resource)) throw validationError(`Template format error: [/Resources/${name}] resource definition is malformed`);
  if (typeof resource.Type !== 'string') {
    throw validationError(`Template format error: [/Resources/${name}] Every Resources object must contain a Type member.`);
  }
  const odd = Object.keys(resource).filter((key) => !ATTRIBUTES.has(key));
  if (odd.length > 0)
    throw validationError(`The embedded stack does not support [${odd.join(', ')}] of the resource ${name} (${resource.Type})`);
  for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
    const value = resource[policy];
    if (value !== undefined && !POLICIES.has(String(value))) {
      throw validationError(
        `The embedded stack does not support the ${policy} ${JSON.stringify(value)} of the resource ${name} (${resource.Type})`,
      );
    }
  }
}

function checkNulls(expression: Expression, path: string): void {
  if (expression === null) throw validationError(`Template format error: [${path}] 'null' values are not allowed in templates`);
  if (typeof expression !== 'object') return;
  for (const [key, value] of Object.entries(expression)) checkNulls(value, `${path}/${key}`);
}

function checkConditionNames(template: Template): void {
  const known = new Set(Object.keys(template.Conditions ?? {}));
  for (const section of ['Resources', 'Outputs'] as const) {
    for (const { Condition } of Object.values(template[section] ?? {})) {
      if (Condition === undefined || known.has(Condition)) continue;
      throw validationError(
        `Template format error: Unresolved condition dependency [${Condition}] in the ${section} block of the template`,
      );
    }
  }
}

/** Every name that is referred to must be declared; `resources` are those that the conditions leave. */
export function checkReferences(template: Template, resources: Set<string>): void {
  const parameters = template.Parameters ?? {};
  for (const section of ['Resources', 'Outputs'] as const) {
    const missing = new Set<string>();
    for (const [name, item] of Object.entries(template[section] ?? {})) {
      const body = 'Type' in item ? ({ Properties: item.Properties } as Expression) : (item as unknown as Expression);
      for (const { kind, name: target } of references(body)) {
        if (resources.has(target) || (kind === 'Ref' && (target.startsWith('AWS::') || target in parameters))) continue;
        if (kind === 'GetAtt' && !(target in template.Resources)) {
          throw validationError(`Template error: instance of Fn::GetAtt references undefined resource ${target}`);
        }
        missing.add(target);
      }
      for (const target of [('DependsOn' in item && item.DependsOn) || []].flat()) if (!(target in template.Resources)) missing.add(target);
      if (name === '') missing.add(name);
    }
    if (missing.size > 0) {
      throw validationError(
        `Template format error: Unresolved resource dependencies [${[...missing].join(', ')}] in the ${section} block of the template`,
      );
    }
  }
}
