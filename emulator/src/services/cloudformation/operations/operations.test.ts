// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Fn::Sub's
import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Lab, startLab, things } from '../testing.ts';

let lab: Lab;
let count = 0;
let StackName = '';
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.emulator.stop());
beforeEach(() => {
  StackName = `operations-${++count}`;
});

const changeSet = (TemplateBody: string, rest: object = {}) =>
  lab.client.send(new CreateChangeSetCommand({ StackName, ChangeSetName: 'change', TemplateBody, ...rest }));
const describe = () => lab.client.send(new DescribeChangeSetCommand({ StackName, ChangeSetName: 'change', IncludePropertyValues: true }));
const execute = () => lab.client.send(new ExecuteChangeSetCommand({ StackName, ChangeSetName: 'change' }));
const create = async (TemplateBody: string, rest: object = {}) => {
  await lab.client.send(new CreateStackCommand({ StackName, TemplateBody, ...rest }));
  return lab.stack(StackName);
};

test('a change set creates a stack, and another one updates it', async () => {
  await changeSet(things({ A: { Value: 1 } }), { ChangeSetType: 'CREATE', Tags: [{ Key: 'k', Value: 'v' }] });
  expect(await lab.client.send(new ListStacksCommand({ StackStatusFilter: ['REVIEW_IN_PROGRESS'] }))).toMatchObject({
    StackSummaries: [{ StackName }],
  });
  expect(await describe()).toMatchObject({
    Status: 'CREATE_COMPLETE',
    ExecutionStatus: 'AVAILABLE',
    NotificationARNs: [],
    RollbackConfiguration: {},
    IncludeNestedStacks: false,
    Changes: [{ Type: 'Resource', ResourceChange: { Action: 'Add', LogicalResourceId: 'A', ResourceType: 'Test::Thing' } }],
  });
  await execute();
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Tags: [{ Key: 'k', Value: 'v' }] });
  await changeSet(things({ A: { Name: 'n', Value: 1 }, B: { Value: { Ref: 'A' } } }));
  expect((await describe()).Changes).toMatchObject([
    {
      ResourceChange: {
        Action: 'Modify',
        LogicalResourceId: 'A',
        Replacement: 'True',
        Scope: ['Properties'],
        Details: [{ Target: { Name: 'Name', RequiresRecreation: 'Always' } }],
      },
    },
    {
      ResourceChange: { Action: 'Add', LogicalResourceId: 'B', AfterContext: '{"Properties":{"Value":"{{changeSet:KNOWN_AFTER_APPLY}}"}}' },
    },
  ]);
  await execute();
  expect(await lab.stack(StackName)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
});

test('a change set without changes fails with the text that cdk looks for', async () => {
  const body = things({ A: { Value: 1 } }, { Outputs: { O: { Value: { Ref: 'A' } } } });
  await create(body);
  await changeSet(body, { Tags: [] });
  expect(await describe()).toMatchObject({
    Status: 'FAILED',
    ExecutionStatus: 'UNAVAILABLE',
    StatusReason: "The submitted information didn't contain changes. Submit different information to create a change set.",
  });
  await expect(execute()).rejects.toThrow(/cannot be executed in its current status/);
  await lab.client.send(new DeleteChangeSetCommand({ StackName, ChangeSetName: 'change' }));
  await expect(describe()).rejects.toMatchObject({ name: 'ChangeSetNotFoundException' });
});

test.each([
  [
    { A: { Value: { Ref: 'Nobody' } } },
    'Template format error: Unresolved resource dependencies [Nobody] in the Resources block of the template',
  ],
  [{ A: { Value: { Ref: 'B' } }, B: { Value: { Ref: 'A' } } }, 'Circular dependency between resources: [A, B]'],
  [{ A: { Oops: 1 } }, 'The embedded stack does not support the property Oops of the resource A (Test::Thing)'],
  [{ A: { $: { Type: 'AWS::No::Such' } } }, 'The embedded stack does not support the type AWS::No::Such of the resource A'],
  [{ A: { Value: null } }, "Template format error: [/Resources/A/Properties/Value] 'null' values are not allowed in templates"],
])('refuses %j before anything is created', async (resources, message) => {
  await expect(changeSet(things(resources as never), { ChangeSetType: 'CREATE' })).rejects.toMatchObject({
    name: 'ValidationError',
    message,
  });
  await expect(lab.stack(StackName)).rejects.toThrow('does not exist');
});

test('refuses import change sets, transforms, and updates of what is not there', async () => {
  await expect(changeSet(things({ A: {} }), { ChangeSetType: 'IMPORT' })).rejects.toThrow(
    /does not support change sets of the type IMPORT/,
  );
  await expect(changeSet(things({ A: {} }))).rejects.toThrow(`Stack [${StackName}] does not exist`);
  await expect(create(things({ A: {} }, { Transform: 'AWS::Serverless-2016-10-31' }))).rejects.toThrow(/does not support the transform/);
});

test('parameters: given, previous, missing, unknown, hidden', async () => {
  const Parameters = { Input: { Type: 'String' }, Secret: { Type: 'String', NoEcho: true, Default: 's' } };
  const body = things({ A: { Value: { Ref: 'Input' } } }, { Parameters });
  await expect(create(body)).rejects.toThrow('Parameters: [Input] must have values');
  await expect(create(body, { Parameters: [{ ParameterKey: 'Else', ParameterValue: '1' }] })).rejects.toThrow(
    'Parameters: [Else] do not exist in the template',
  );
  const stack = await create(body, { Parameters: [{ ParameterKey: 'Input', ParameterValue: 'x' }] });
  expect(stack.Parameters).toEqual([
    { ParameterKey: 'Input', ParameterValue: 'x' },
    { ParameterKey: 'Secret', ParameterValue: '****' },
  ]);
  await expect(
    lab.client.send(
      new UpdateStackCommand({ StackName, UsePreviousTemplate: true, Parameters: [{ ParameterKey: 'Input', UsePreviousValue: true }] }),
    ),
  ).rejects.toThrow('No updates are to be performed.');
});

test('an export in use can neither go nor change', async () => {
  const exporting = StackName;
  const body = (value: string) =>
    things({ A: { Value: value } }, { Outputs: { O: { Value: { 'Fn::GetAtt': 'A.Value' }, Export: { Name: 'shared' } } } });
  const { StackId } = await create(body('one'));
  const importing = (StackName = `${exporting}-user`);
  await create(things({ B: { Value: { 'Fn::ImportValue': 'shared' } } }));
  expect(await lab.client.send(new ListExportsCommand({}))).toMatchObject({
    Exports: [{ Name: 'shared', Value: 'one', ExportingStackId: StackId }],
  });
  expect(await lab.client.send(new ListImportsCommand({ ExportName: 'shared' }))).toMatchObject({ Imports: [importing] });
  await lab.client.send(new DeleteStackCommand({ StackName: exporting }));
  expect(await lab.stack(exporting)).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    StackStatusReason: `Delete canceled. Cannot delete export shared as it is in use by ${importing}.`,
  });
  await lab.client.send(new UpdateStackCommand({ StackName: exporting, TemplateBody: body('two') }));
  expect(await lab.stack(exporting)).toMatchObject({
    StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
    Outputs: [{ OutputKey: 'O', OutputValue: 'one', ExportName: 'shared' }],
  });
  StackName = `${exporting}-other`;
  await expect(create(things({ B: { Value: { 'Fn::ImportValue': 'nowhere' } } }))).rejects.toThrow('No export named nowhere found.');
});

test('capabilities are asked for, termination protection holds', async () => {
  await expect(
    create(JSON.stringify({ Resources: { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'r' } } } })),
  ).rejects.toMatchObject({
    name: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
  });
  await create(things({ A: {} }), { EnableTerminationProtection: true });
  await expect(lab.client.send(new DeleteStackCommand({ StackName }))).rejects.toThrow(
    /cannot be deleted while TerminationProtection is enabled/,
  );
  await lab.client.send(new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }));
  await lab.client.send(new DeleteStackCommand({ StackName }));
  await expect(lab.stack(StackName)).rejects.toThrow('does not exist');
});

test('templates, summaries, resources and events can be read', async () => {
  const body =
    'Description: words\nResources:\n  A:\n    Type: Test::Thing\n    Metadata: {some: thing}\n    Properties:\n      Value: !Sub "${AWS::StackName}-x"\n';
  expect(await lab.client.send(new ValidateTemplateCommand({ TemplateBody: body }))).toMatchObject({ Description: 'words' });
  await create(body);
  expect([...lab.things.values()]).toContain(`${StackName}-x`);
  expect(await lab.client.send(new GetTemplateCommand({ StackName }))).toMatchObject({ TemplateBody: body });
  expect(await lab.client.send(new GetTemplateSummaryCommand({ StackName }))).toMatchObject({
    ResourceTypes: ['Test::Thing'],
    Description: 'words',
  });
  expect(await lab.client.send(new ListStackResourcesCommand({ StackName }))).toMatchObject({
    StackResourceSummaries: [
      { LogicalResourceId: 'A', PhysicalResourceId: expect.stringMatching(new RegExp(`^${StackName}-A-[0-9A-Z]{12}$`)) },
    ],
  });
  const one = await lab.client.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId: 'A' }));
  expect(one.StackResourceDetail?.Metadata).toBe('{"some":"thing"}');
});

test('events come in pages, newest first, and each has its own id', async () => {
  await create(things(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`R${i}`, {}]))));
  const ids = new Set<string>();
  let NextToken: string | undefined;
  let pages = 0;
  do {
    const page = await lab.client.send(new DescribeStackEventsCommand({ StackName, NextToken }));
    for (const { EventId = '' } of page.StackEvents ?? []) ids.add(EventId);
    NextToken = page.NextToken;
    pages++;
  } while (NextToken);
  expect(pages).toBe(2);
  expect(ids.size).toBe(60 * 3 + 2);
});
