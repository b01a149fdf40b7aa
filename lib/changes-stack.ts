import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import { allowEventsFrom } from './accounts.ts';
import { namedArchive } from './constructs/named-archive.ts';
import { settingsOf } from './settings.ts';

export const USERS_SOURCE = 'pushpull.users';
export const CONTRACTS_SOURCE = 'pushpull.contracts';

/** Named, since Contracts' account must know its ARN before anything is deployed. */
const BUS_NAME = 'pushpull-changes';

/**
 * The bus of the information system: who has changed something says so here, and knows nobody who listens. Everything said is kept for
 * good, so that one who comes late, or has forgotten, can hear it again.
 */
export class ChangesStack extends Stack {
  readonly bus: events.EventBus;
  readonly archiveArn: string;

  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const { contractsAccount } = settingsOf(this);
    this.bus = new events.EventBus(this, 'ChangesBus', contractsAccount ? { eventBusName: BUS_NAME } : {});
    const eventPattern = { source: [USERS_SOURCE, CONTRACTS_SOURCE] };
    this.archiveArn = namedArchive(this.bus, 'ChangesArchive', BUS_NAME, { eventPattern });
    allowEventsFrom(this.bus, contractsAccount, CONTRACTS_SOURCE);
    new CfnOutput(this, 'ChangesBusArn', { value: this.bus.eventBusArn });
    new CfnOutput(this, 'ChangesArchiveArn', { value: this.archiveArn });
  }
}
