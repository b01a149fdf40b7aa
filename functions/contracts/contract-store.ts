import { type Revised, revisedStore } from '../shared/changes/revised-store.ts';
import type { Contract, ContractChanged } from './messages.ts';

const changed = ({ revision, date, data }: Revised<Contract>): ContractChanged => ({
  ...{ type: 'ContractChanged', version: 1, userId: data.userId, revision, date, contract: data },
});

export const contracts = revisedStore<Contract>('CONTRACTS_TABLE_NAME', changed);
