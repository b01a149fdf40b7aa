import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import type { Context } from '../context.ts';
import { cloudformationApi, cloudformationDoc } from '../docs.ts';
import { createStack, outputOf, queueTemplate, settledStack } from '../make/stack.ts';

const visibilityOf = async ({ clients: { sqs } }: Context, QueueUrl: string) =>
  (await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ['VisibilityTimeout'] })).Attributes?.VisibilityTimeout;

/** Fails when it is made: the topic is not there. */
const broken = (DependsOn: string) => ({
  Broken: {
    Type: 'AWS::SNS::Subscription',
    DependsOn,
    Properties: {
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': ['Photos', 'Arn'] },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
      TopicArn: { 'Fn::Sub': 'arn:aws:sns:${AWS::Region}:${AWS::AccountId}:nobody-home' },
    },
  },
});

/** A stack that exports a queue's ARN, and one that imports it. */
async function createPair(context: Context) {
  const Name = context.name('export');
  const template = queueTemplate(41);
  const exporter = await createStack(context, {
    ...template,
    Outputs: { ...template.Outputs, Shared: { Value: { 'Fn::GetAtt': ['Photos', 'Arn'] }, Export: { Name } } },
  });
  await context.until('the export', async () => {
    const { Exports } = await context.clients.cloudformation.listExports({});
    return Exports?.some((one) => one.Name === Name) ? true : undefined;
  });
  const importer = await createStack(context, {
    Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': Name } } } },
    Outputs: { Imported: { Value: { 'Fn::ImportValue': Name } } },
  });
  assert.equal(importer.StackStatus, 'CREATE_COMPLETE', importer.StackStatusReason);
  return { Name, exporter, importer };
}

export const cloudformation = casesOf('cloudformation', [
  {
    name: 'create',
    says: 'A stack makes its resources and has outputs of them; its events tell of each in order',
    doc: cloudformationApi('API_CreateStack'),
    async run(context) {
      const stack = await createStack(context, queueTemplate(41));
      assert.equal(stack.StackStatus, 'CREATE_COMPLETE');
      assert.equal(await visibilityOf(context, outputOf(stack, 'Url')), '41');
      assert.match(outputOf(stack, 'Arn'), new RegExp(`:${stack.StackName}-Photos-[A-Za-z0-9]+$`));
      const complete = `${stack.StackName} CREATE_COMPLETE`;
      const told = await context.until(`the event ${complete}`, async () => {
        const { StackEvents = [] } = await context.clients.cloudformation.describeStackEvents({ StackName: stack.StackId });
        const lines = StackEvents.toReversed().map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`);
        return lines.includes(complete) ? lines : undefined;
      });
      const expected = [`${stack.StackName} CREATE_IN_PROGRESS`, 'Photos CREATE_IN_PROGRESS', 'Photos CREATE_COMPLETE', complete];
      assert.deepEqual(
        told.filter((line, index) => told.indexOf(line) === index),
        expected,
      );
    },
  },
  {
    name: 'parameters',
    says: 'Parameters, conditions, pseudo parameters and functions have their values',
    doc: cloudformationDoc('intrinsic-function-reference'),
    async run(context) {
      const stack = await createStack(
        context,
        {
          Parameters: { Mode: { Type: 'String', Default: 'push' }, Delay: { Type: 'Number' } },
          Conditions: { Pulls: { 'Fn::Equals': [{ Ref: 'Mode' }, 'pull'] } },
          Resources: {
            Queue: { Type: 'AWS::SQS::Queue', Condition: 'Pulls', Properties: { DelaySeconds: { Ref: 'Delay' } } },
            Topic: { Type: 'AWS::SNS::Topic' },
          },
          Outputs: {
            // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own placeholders
            Text: { Value: { 'Fn::Sub': ['${Mode}-${Extra}-${AWS::Region}', { Extra: { 'Fn::Join': ['+', ['a', 'b']] } }] } },
            Delay: { Condition: 'Pulls', Value: { Ref: 'Delay' } },
            Chosen: { Value: { 'Fn::If': ['Pulls', { 'Fn::Select': [1, { 'Fn::Split': [',', 'x,y'] }] }, 'no'] } },
          },
        },
        {
          Parameters: [
            { ParameterKey: 'Mode', ParameterValue: 'pull' },
            { ParameterKey: 'Delay', ParameterValue: '7' },
          ],
        },
      );
      assert.equal(stack.StackStatus, 'CREATE_COMPLETE');
      assert.equal(outputOf(stack, 'Text'), `pull-a+b-${context.target.region}`);
      assert.equal(outputOf(stack, 'Delay'), '7');
      assert.equal(outputOf(stack, 'Chosen'), 'y');
    },
  },
  {
    name: 'update',
    says: 'An update changes the resource in place, and keeps its physical id',
    doc: cloudformationApi('API_UpdateStack'),
    async run(context) {
      const before = await createStack(context, queueTemplate(41));
      await context.clients.cloudformation.updateStack({ StackName: before.StackId, TemplateBody: JSON.stringify(queueTemplate(42)) });
      const after = await settledStack(context, before.StackId ?? '');
      assert.equal(after.StackStatus, 'UPDATE_COMPLETE');
      assert.equal(outputOf(after, 'Url'), outputOf(before, 'Url'));
      assert.equal(await visibilityOf(context, outputOf(after, 'Url')), '42');
    },
  },
  {
    name: 'no-update',
    says: 'An update with nothing to change is refused: ValidationError, No updates are to be performed',
    doc: cloudformationDoc('troubleshooting'),
    async run(context) {
      const { StackId } = await createStack(context, queueTemplate(41));
      await assert.rejects(
        context.clients.cloudformation.updateStack({ StackName: StackId, TemplateBody: JSON.stringify(queueTemplate(41)) }),
        { name: 'ValidationError', message: /No updates are to be performed/ },
      );
    },
  },
  {
    name: 'rollback',
    says: 'When a resource cannot be made, what was made is deleted again: ROLLBACK_COMPLETE, with the reason in the events',
    doc: cloudformationDoc('stack-failure-options'),
    async run(context) {
      const { cloudformation } = context.clients;
      const stack = await createStack(context, queueTemplate(41, broken('Photos')));
      assert.equal(stack.StackStatus, 'ROLLBACK_COMPLETE');
      const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: stack.StackId });
      const failed = StackEvents.find(
        ({ ResourceStatus, LogicalResourceId }) => ResourceStatus === 'CREATE_FAILED' && LogicalResourceId === 'Broken',
      );
      assert.match(failed?.ResourceStatusReason ?? '', /./);
      const { StackResources = [] } = await cloudformation.describeStackResources({ StackName: stack.StackId });
      const made = StackResources.find(({ LogicalResourceId }) => LogicalResourceId === 'Photos');
      assert.equal(made?.ResourceStatus, 'DELETE_COMPLETE');
      await assert.rejects(visibilityOf(context, made?.PhysicalResourceId ?? ''), { name: /QueueDoesNotExist/ });
    },
  },
  {
    name: 'update-rollback',
    says: 'A failed update gives every resource its former properties: UPDATE_ROLLBACK_COMPLETE',
    doc: cloudformationDoc('stack-failure-options'),
    async run(context) {
      const before = await createStack(context, queueTemplate(41));
      await context.clients.cloudformation.updateStack({
        StackName: before.StackId,
        TemplateBody: JSON.stringify(queueTemplate(42, broken('Photos'))),
      });
      const after = await settledStack(context, before.StackId ?? '');
      assert.equal(after.StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
      assert.equal(await visibilityOf(context, outputOf(after, 'Url')), '41');
    },
  },
  {
    name: 'delete',
    says: 'A deleted stack is found by its id alone, as DELETE_COMPLETE, and its resources are gone',
    doc: cloudformationApi('API_DeleteStack'),
    async run(context) {
      const { cloudformation } = context.clients;
      const stack = await createStack(context, queueTemplate(41));
      await cloudformation.deleteStack({ StackName: stack.StackName });
      assert.equal((await settledStack(context, stack.StackId ?? '')).StackStatus, 'DELETE_COMPLETE');
      await assert.rejects(cloudformation.describeStacks({ StackName: stack.StackName }), {
        name: 'ValidationError',
        message: /does not exist/,
      });
      await assert.rejects(visibilityOf(context, outputOf(stack, 'Url')), { name: /QueueDoesNotExist/ });
    },
  },
  {
    name: 'export',
    says: 'An exported output has its value in a stack that imports it',
    doc: cloudformationDoc('using-cfn-stack-exports'),
    async run(context) {
      const { Name, exporter, importer } = await createPair(context);
      assert.equal(outputOf(importer, 'Imported'), outputOf(exporter, 'Arn'));
      const { Exports = [] } = await context.clients.cloudformation.listExports({});
      const listed = Exports.find((one) => one.Name === Name);
      assert.deepEqual([listed?.Value, listed?.ExportingStackId], [outputOf(exporter, 'Arn'), exporter.StackId]);
    },
  },
  {
    name: 'list-imports',
    says: 'ListImports names the stacks that import an export',
    doc: cloudformationApi('API_ListImports'),
    async run(context) {
      const { Name, importer } = await createPair(context);
      const { Imports } = await context.clients.cloudformation.listImports({ ExportName: Name });
      assert.deepEqual(Imports, [importer.StackName]);
    },
  },
  {
    name: 'export-in-use',
    says: 'A stack whose export another one imports cannot be deleted',
    doc: cloudformationDoc('using-cfn-stack-exports'),
    async run(context) {
      const { exporter } = await createPair(context);
      const refused = await context.clients.cloudformation.deleteStack({ StackName: exporter.StackName }).then(
        () => undefined,
        (error: Error) => error,
      );
      if (refused) assert.match(refused.message, /in use/);
      else {
        const left = await settledStack(context, exporter.StackId ?? '');
        assert.notEqual(left.StackStatus, 'DELETE_COMPLETE', 'the stack of an export in use was deleted');
      }
      assert.equal(await visibilityOf(context, outputOf(exporter, 'Url')), '41');
    },
  },
  {
    name: 'change-set',
    says: 'A change set names what it would change and changes nothing until it is executed',
    doc: cloudformationDoc('using-cfn-updating-stacks-changesets'),
    async run(context) {
      const {
        clients: { cloudformation },
        until,
      } = context;
      const stack = await createStack(context, queueTemplate(41));
      const more = { Topic: { Type: 'AWS::SNS::Topic' } };
      const { Id: ChangeSetName } = await cloudformation.createChangeSet({
        StackName: stack.StackId,
        ChangeSetName: 'next',
        TemplateBody: JSON.stringify(queueTemplate(42, more)),
      });
      const ready = await until('the change set', async () => {
        const set = await cloudformation.describeChangeSet({ ChangeSetName });
        return set.Status?.startsWith('CREATE_') && set.Status !== 'CREATE_PENDING' && set.Status !== 'CREATE_IN_PROGRESS'
          ? set
          : undefined;
      });
      assert.equal(ready.Status, 'CREATE_COMPLETE');
      assert.equal(ready.ExecutionStatus, 'AVAILABLE');
      const changes = ready.Changes?.map(({ ResourceChange }) => [
        ResourceChange?.LogicalResourceId,
        ResourceChange?.Action,
        ResourceChange?.Replacement,
      ]);
      assert.deepEqual(changes?.toSorted(), [
        ['Photos', 'Modify', 'False'],
        ['Topic', 'Add', undefined],
      ]);
      assert.equal(await visibilityOf(context, outputOf(stack, 'Url')), '41');
      await cloudformation.executeChangeSet({ ChangeSetName });
      const after = await until('the change', async () => {
        const { Stacks } = await cloudformation.describeStacks({ StackName: stack.StackId });
        return Stacks?.[0]?.StackStatus === 'UPDATE_COMPLETE' ? Stacks[0] : undefined;
      });
      assert.equal(await visibilityOf(context, outputOf(after, 'Url')), '42');
    },
  },
  {
    name: 'empty-change-set',
    says: 'A change set without changes is FAILED, and its reason says that nothing changes',
    doc: cloudformationDoc('troubleshooting'),
    async run(context) {
      const {
        clients: { cloudformation },
        until,
      } = context;
      const stack = await createStack(context, queueTemplate(41));
      const { Id: ChangeSetName } = await cloudformation.createChangeSet({
        StackName: stack.StackId,
        ChangeSetName: 'nothing',
        TemplateBody: JSON.stringify(queueTemplate(41)),
      });
      const set = await until('the change set', async () => {
        const one = await cloudformation.describeChangeSet({ ChangeSetName });
        return one.Status === 'CREATE_PENDING' || one.Status === 'CREATE_IN_PROGRESS' ? undefined : one;
      });
      assert.equal(set.Status, 'FAILED');
      assert.match(set.StatusReason ?? '', /didn't contain changes|No updates are to be performed/);
    },
  },
  {
    name: 'unknown-type',
    says: 'A template with a resource type that there is not is refused, and the error names the type',
    doc: 'https://repost.aws/knowledge-center/cloudformation-template-validation',
    async run(context) {
      const { cloudformation } = context.clients;
      const StackName = context.name('stack');
      const template = { Resources: { Thing: { Type: 'AWS::Nowhere::Thing', Properties: {} } } };
      const refused = await cloudformation.createStack({ StackName, TemplateBody: JSON.stringify(template) }).then(
        () => undefined,
        (error: Error) => error,
      );
      if (refused) {
        assert.match(refused.message, /AWS::Nowhere::Thing/);
        return;
      }
      context.cleanup(() => cloudformation.deleteStack({ StackName }));
      const stack = await settledStack(context, StackName);
      assert.fail(`the stack was accepted, and is ${stack.StackStatus}`);
    },
  },
  {
    name: 'capabilities',
    says: 'A template with a role needs CAPABILITY_IAM: InsufficientCapabilitiesException without',
    doc: cloudformationApi('API_CreateStack'),
    async run(context) {
      const { cloudformation } = context.clients;
      const StackName = context.name('stack');
      const AssumeRolePolicyDocument = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      };
      const template = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument } } } };
      const refused = await cloudformation.createStack({ StackName, TemplateBody: JSON.stringify(template) }).then(
        () => undefined,
        (error: Error) => error,
      );
      if (!refused) context.cleanup(() => cloudformation.deleteStack({ StackName }));
      assert.match(`${refused?.name}`, /^InsufficientCapabilities/);
    },
  },
]);
