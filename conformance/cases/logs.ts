import assert from 'node:assert/strict';
import { casesOf } from '../case.ts';
import type { Context } from '../context.ts';
import { lambdaDoc, logsApi, logsDoc } from '../docs.ts';

/** Which of these messages a filter pattern finds. */
async function found({ name, cleanup, until, clients: { logs } }: Context, messages: string[], filterPattern: string) {
  const logGroupName = name('group');
  await logs.createLogGroup({ logGroupName });
  cleanup(() => logs.deleteLogGroup({ logGroupName }));
  await logs.createLogStream({ logGroupName, logStreamName: 'one' });
  const timestamp = Date.now() - 1000;
  await logs.putLogEvents({ logGroupName, logStreamName: 'one', logEvents: messages.map((message) => ({ message, timestamp })) });
  return until('events', async () => {
    const { events = [] } = await logs.filterLogEvents({ logGroupName, filterPattern });
    return events.length > 0 ? events.map(({ message }) => message) : undefined;
  });
}

export const logs = casesOf('logs', [
  {
    name: 'function-lines',
    says: 'What a function prints arrives in /aws/lambda/NAME, in a stream named by date and version, between START, END and REPORT',
    doc: lambdaDoc('monitoring-cloudwatchlogs'),
    async run({ createFunction, invoke, until, clients: { logs } }) {
      const { name } = await createFunction('export const handler = async () => { console.log("one"); console.error("two"); };');
      const { $metadata } = await invoke(name);
      const logGroupName = `/aws/lambda/${name}`;
      const events = await until('REPORT in the log', async () => {
        const page = await logs.filterLogEvents({ logGroupName }).catch((error: Error) => {
          if (error.name === 'ResourceNotFoundException') return undefined;
          throw error;
        });
        return page?.events?.some(({ message }) => message?.startsWith('REPORT')) ? page.events : undefined;
      });
      const lines = events.map(({ message = '' }) => message.trimEnd());
      const id = $metadata.requestId;
      const indexes = [
        `START RequestId: ${id}`,
        `${id}\tINFO\tone`,
        `${id}\tERROR\ttwo`,
        `END RequestId: ${id}`,
        `REPORT RequestId: ${id}`,
      ].map((part) => lines.findIndex((line) => line.includes(part)));
      assert.ok(!indexes.includes(-1), lines.join('\n'));
      assert.deepEqual(
        indexes.toSorted((a, b) => a - b),
        indexes,
      );
      assert.match(events[0]?.logStreamName ?? '', /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    },
  },
  {
    name: 'put-get',
    says: 'Events that are put come back in order',
    doc: logsApi('API_GetLogEvents'),
    async run({ name, cleanup, until, clients: { logs } }) {
      const logGroupName = name('group');
      await logs.createLogGroup({ logGroupName });
      cleanup(() => logs.deleteLogGroup({ logGroupName }));
      await logs.createLogStream({ logGroupName, logStreamName: 'one' });
      const timestamp = Date.now() - 1000;
      const messages = ['first ERROR here', 'second', 'third'];
      await logs.putLogEvents({
        logGroupName,
        logStreamName: 'one',
        logEvents: messages.map((message, n) => ({ message, timestamp: timestamp + n })),
      });
      const events = await until('the events', async () => {
        const { events = [] } = await logs.getLogEvents({ logGroupName, logStreamName: 'one', startFromHead: true });
        return events.length === 3 ? events : undefined;
      });
      assert.deepEqual(
        events.map(({ message }) => message),
        messages,
      );
    },
  },
  {
    name: 'filter-term',
    says: 'A filter pattern of words finds the events that have all of them, without the one after a minus',
    doc: logsDoc('FilterAndPatternSyntax'),
    async run(context) {
      const messages = ['one ERROR here', 'second', 'ERROR two', 'an error', 'ERROR there, one ignored'];
      assert.deepEqual(await found(context, messages, 'ERROR one -ignored'), ['one ERROR here']);
    },
  },
  {
    name: 'filter-json',
    says: 'A filter pattern of braces matches the fields of JSON lines',
    doc: logsDoc('FilterAndPatternSyntax'),
    async run(context) {
      const messages = ['{"level":"ERROR","n":6}', '{"level":"ERROR","n":7}', '{"level":"INFO","n":7}', 'n = 7 ERROR'];
      assert.deepEqual(await found(context, messages, '{ ($.level = "ERROR") && ($.n > 6) }'), ['{"level":"ERROR","n":7}']);
    },
  },
  {
    name: 'retention',
    says: 'A retention policy is kept with the group; a number of days that is none of the list is refused',
    doc: logsApi('API_PutRetentionPolicy'),
    async run({ name, cleanup, clients: { logs } }) {
      const logGroupName = name('group');
      await logs.createLogGroup({ logGroupName });
      cleanup(() => logs.deleteLogGroup({ logGroupName }));
      await logs.putRetentionPolicy({ logGroupName, retentionInDays: 7 });
      const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: logGroupName });
      assert.equal(logGroups?.[0]?.retentionInDays, 7);
      await assert.rejects(logs.putRetentionPolicy({ logGroupName, retentionInDays: 8 }), { name: 'InvalidParameterException' });
    },
  },
  {
    name: 'create-again',
    says: 'A log group that exists already is ResourceAlreadyExistsException',
    doc: logsDoc('Working-with-log-groups-and-streams'),
    async run({ name, cleanup, clients: { logs } }) {
      const logGroupName = name('group');
      await logs.createLogGroup({ logGroupName });
      cleanup(() => logs.deleteLogGroup({ logGroupName }));
      await assert.rejects(logs.createLogGroup({ logGroupName }), { name: 'ResourceAlreadyExistsException' });
    },
  },
]);
