import type { AwsError } from '../services/errors.ts';
import type { Service } from '../services/service.ts';
import type { HttpRequest } from './http-binding.ts';
import type { Table } from './table.ts';

export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: string | Uint8Array;
}

export interface Decoded {
  operation: string;
  /** Reads the input; apart, so that an unknown operation is named before its input is looked at. */
  input: () => Record<string, unknown>;
}

/** A wire protocol: bytes ↔ typed objects, by the schema of the service. */
export interface Protocol {
  /** Which operation is asked for; undefined if the request names none. */
  decode(service: Service, table: Table, request: HttpRequest): Decoded | undefined;
  encode(service: Service, table: Table, operation: string, output: Record<string, unknown>, requestId: string): HttpAnswer;
  encodeError(service: Service, error: AwsError, requestId: string): HttpAnswer;
}
