import type { Change, OnStackFailure } from '@aws-sdk/client-cloudformation';
import type { StackContent } from './store.ts';

export interface ChangeSetRecord {
  id: string;
  name: string;
  stackId: string;
  stackName: string;
  type: 'CREATE' | 'UPDATE';
  description?: string;
  status: 'CREATE_COMPLETE' | 'FAILED';
  statusReason?: string;
  executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_COMPLETE' | 'EXECUTE_IN_PROGRESS' | 'OBSOLETE';
  created: number;
  onStackFailure?: OnStackFailure;
  changes: Change[];
  content: StackContent;
}
