import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import { lambdaDoc } from '../docs.ts';

export const versions = casesOf('versions', [
  {
    name: 'immutable',
    says: 'A published version keeps its code when $LATEST changes',
    doc: lambdaDoc('configuration-versions'),
    async run({ createFunction, updateCode, invoke, clients: { lambda } }) {
      const { name } = await createFunction('export const handler = async () => "first";');
      const { Version } = await lambda.publishVersion({ FunctionName: name });
      assert.equal(Version, '1');
      await updateCode(name, 'export const handler = async () => "second";');
      const old = await invoke(name, {}, { Qualifier: '1' });
      assert.equal(old.result, 'first');
      assert.equal(old.ExecutedVersion, '1');
      assert.equal((await invoke(name)).result, 'second');
    },
  },
  {
    name: 'unchanged',
    says: 'Publishing again without a change makes no new version',
    doc: lambdaDoc('configuration-versions'),
    async run({ createFunction, clients: { lambda } }) {
      const { name } = await createFunction('export const handler = async () => 1;');
      const first = await lambda.publishVersion({ FunctionName: name });
      const again = await lambda.publishVersion({ FunctionName: name });
      assert.deepEqual([first.Version, again.Version], ['1', '1']);
    },
  },
  {
    name: 'alias',
    says: 'An alias runs the version it points to, and another one after UpdateAlias',
    doc: lambdaDoc('configuration-aliases'),
    async run({ createFunction, updateCode, invoke, clients: { lambda } }) {
      const { name } = await createFunction('export const handler = async (event, context) => context.invokedFunctionArn;');
      await lambda.publishVersion({ FunctionName: name });
      const { AliasArn } = await lambda.createAlias({ FunctionName: name, Name: 'live', FunctionVersion: '1' });
      const first = await invoke(name, {}, { Qualifier: 'live' });
      assert.equal(first.ExecutedVersion, '1');
      assert.equal(first.result, AliasArn);
      await updateCode(name, 'export const handler = async () => "two";');
      await lambda.publishVersion({ FunctionName: name });
      await lambda.updateAlias({ FunctionName: name, Name: 'live', FunctionVersion: '2' });
      assert.equal((await invoke(name, {}, { Qualifier: 'live' })).result, 'two');
    },
  },
]);
