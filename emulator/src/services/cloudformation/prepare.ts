import type { Context, ResourceType } from '../service.ts';
import { validationError } from './errors.ts';
import { findExport } from './exports.ts';
import type { ResourceRecord, StackContent } from './store.ts';
import { requireSupport } from './support.ts';
import { applyConditions } from './template/apply-conditions.ts';
import { conditionsOf } from './template/conditions.ts';
import { dependenciesOf } from './template/graph.ts';
import { evaluateExpression } from './template/intrinsics.ts';
import { refOf } from './template/parameters.ts';
import { parseTemplate } from './template/parse-template.ts';
import { checkRules } from './template/rules.ts';
import { KNOWN_AFTER_APPLY, type Scope } from './template/scope.ts';
import type { Expression, Template } from './template/template.ts';
import { checkReferences, validateTemplate } from './template/validate-template.ts';

/** The resource as it stands, or undefined while its id and attributes are still to come. */
export type Lookup = (logicalId: string) => Pick<ResourceRecord, 'physicalId' | 'attributes' | 'type'> | undefined;

/** A template with its parameters and conditions worked out: what a stack shall have. */
export interface Prepared {
  content: StackContent;
  /** The template that the conditions leave. */
  active: Template;
  dependencies: Map<string, string[]>;
  types: Map<string, ResourceType>;
  evaluate(expression: Expression, lookup: Lookup): unknown;
}

/** The stack that a template is prepared for. */
export interface Target {
  id: string;
  name: string;
  account: string;
  region: string;
}

const NOTHING: Lookup = () => undefined;

/** Checks a template as far as can be without creating anything, and makes it ready to be compared or executed. */
export async function prepare(target: Target, content: StackContent, context: Pick<Context, 'stack'>): Promise<Prepared> {
  const template = parseTemplate(content.template);
  validateTemplate(template);
  const imports = new Set<string>();
  const parameters = new Map(
    content.parameters.map((value) => [value.key, refOf(value, template.Parameters?.[value.key]?.Type ?? 'String')] as const),
  );
  const pseudo: Record<string, unknown> = {
    'AWS::AccountId': target.account,
    'AWS::Region': target.region,
    'AWS::StackName': target.name,
    'AWS::StackId': target.id,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NotificationARNs': content.notificationArns,
    'AWS::NoValue': undefined,
  };
  const scopeOf = (lookup: Lookup): Omit<Scope, 'condition'> => ({
    region: target.region,
    mappings: template.Mappings ?? {},
    ref(name) {
      if (parameters.has(name)) return parameters.get(name);
      if (name.startsWith('AWS::')) {
        if (!(name in pseudo)) throw validationError(`Template error: unresolved pseudo parameter ${name}`);
        return pseudo[name];
      }
      return lookup(name)?.physicalId ?? KNOWN_AFTER_APPLY;
    },
    getAtt(name, attribute) {
      const resource = lookup(name);
      if (resource?.physicalId === undefined) return KNOWN_AFTER_APPLY;
      const value = resource.attributes[attribute];
      if (value === undefined) {
        throw validationError(
          `Template error: resource ${name} (${resource.type}) does not support attribute type ${attribute} in Fn::GetAtt`,
        );
      }
      return value;
    },
    importValue(name) {
      const found = findExport(context.stack, name, target);
      if (!found) throw validationError(`No export named ${name} found.`);
      imports.add(name);
      return found.value;
    },
  });
  const condition = conditionsOf(template, scopeOf(NOTHING));
  const evaluate = (expression: Expression, lookup: Lookup) => evaluateExpression(expression, { ...scopeOf(lookup), condition });
  for (const name of Object.keys(template.Conditions ?? {})) condition(name);
  checkRules(template, { ...scopeOf(NOTHING), condition });
  const active = applyConditions(template, condition);
  checkReferences({ ...template, Resources: active.Resources, Outputs: active.Outputs ?? {} }, new Set(Object.keys(active.Resources)));
  const dependencies = dependenciesOf(active);
  const types = await context.stack.resourceTypes();
  requireSupport(active, types);
  // Also finds imports, and reports missing map entries and exports before anything is created.
  for (const resource of Object.values(active.Resources)) evaluate(resource.Properties ?? {}, NOTHING);
  for (const output of Object.values(active.Outputs ?? {})) evaluate(output as unknown as Expression, NOTHING);
  const described = template.Description === undefined ? {} : { description: template.Description };
  return { content: { ...content, ...described, imports: [...imports] }, active, dependencies, types, evaluate };
}
