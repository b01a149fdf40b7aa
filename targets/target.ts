import type { EventStream } from 'pushpull-emulator';

/** Where the app runs: everything that differs between the three, in one object. What is deployed never knows which it is. */
export type TargetName = 'embedded' | 'localstack' | 'aws';

export interface Target {
  name: TargetName;
  /** For a person: "LocalStack 4.14.0 without Docker". */
  title: string;
  /** Of the AWS API; absent where the SDK's own is right (AWS). */
  endpoint?: string;
  region: string;
  /** 12 digits. A local target takes any 12 digits used as access key id for an account. */
  account: string;
  /** Absent: those of the SDK's own chain (AWS). */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** For `cdk`, `aws` and any SDK in a process of its own, so that it reaches this target and no other. */
  environment: Record<string, string>;
  /** Functions there can call a server of this machine at 127.0.0.1. */
  reachesLoopback: boolean;
  /** Virtual seconds a real second, for visibility, delays and retry ladders; 1 wherever time can't be scaled. */
  timeScale: number;
  /** Every hop of every message, where the target shows them. */
  events?: EventStream;
  /** SIGKILL for one process of the function whose name contains `name`; false when none runs. Absent where processes are out of reach. */
  killFunction?(name: string): Promise<boolean>;
  stop(): Promise<void>;
}
