import { HttpError } from '../errors.ts';

export type FailureKind = 'DOWN' | 'SLOW' | 'OVERLOADED' | 'CIRCUIT_OPEN';

const STATUS: Record<FailureKind, number> = { DOWN: 502, SLOW: 504, OVERLOADED: 503, CIRCUIT_OPEN: 503 };
const SAYS: Record<FailureKind, string> = {
  DOWN: 'failed',
  SLOW: 'did not answer in time',
  OVERLOADED: 'has too much to do',
  CIRCUIT_OPEN: 'failed a moment ago and is not asked for now',
};

/** Another service failed us. Its name is in the code, so that whoever reads the page's error knows whom to look at. */
export class ServiceFailure extends HttpError {
  readonly kind: FailureKind;

  constructor(service: 'Users' | 'Contracts', kind: FailureKind, options?: ErrorOptions) {
    super(STATUS[kind], `${service.toUpperCase()}_${kind}`, `${service} ${SAYS[kind]}.`, options);
    this.name = 'ServiceFailure';
    this.kind = kind;
  }
}
