import type { Mode } from './modes.ts';

/** When a share passed each hop: real milliseconds since 1970, each by the room that owns the hop. */
export interface Stamps {
  requestedAt?: number;
  acceptedAt?: number;
  handedOverAt?: number;
  handledAt?: number;
  deliveredAt?: number;
}

/** One share of a run: what anyone needs to recompute the figures. */
export interface Row {
  mode: Mode['name'];
  shareId: string;
  traceId: string;
  intendedAt: number;
  sentAt: number;
  answeredAt: number;
  /** HTTP status of share-photo's answer; 0 when none came. */
  status: number;
  messageId?: string;
  error?: string;
  stamps: Stamps;
  fate: Fate;
  /** Mails in the provider's inbox for this share. */
  mails: number;
}

/** Whether the caller was told that it is taken. */
export const isAccepted = ({ status }: Pick<Row, 'status'>): boolean => status >= 200 && status < 300;

/** Where a share is at the end of the run. `refused`: the caller was told that it failed. */
export type Fate = 'handled' | 'refused' | 'in flight' | 'waiting' | 'dead-lettered' | 'lost';

export const FATES: readonly Fate[] = ['handled', 'refused', 'in flight', 'waiting', 'dead-lettered', 'lost'];
