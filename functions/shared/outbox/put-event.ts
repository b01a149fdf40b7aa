import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { eventbridge } from '../clients/eventbridge.ts';

/** Puts a message onto a bus. Its time is when it happened, not when it is sent: by that a replay finds it. */
export async function putEvent(EventBusName: string, Source: string, message: { type: string; date: string }): Promise<void> {
  const entry = { EventBusName, Source, DetailType: message.type, Detail: JSON.stringify(message), Time: new Date(message.date) };
  const { FailedEntryCount, Entries } = await eventbridge.send(new PutEventsCommand({ Entries: [entry] }));
  // PutEvents answers 200 and says in the answer what it did not take
  if (FailedEntryCount) throw new Error(`The bus ${EventBusName} did not take ${message.type}: ${Entries?.[0]?.ErrorMessage}`);
}
