import { AwsError } from '../../errors.ts';
import type { Physical } from '../../service.ts';

/** A creation failed, but there is something to delete: the resource keeps this id, and the rollback deletes it. */
export class CreatedInPart extends AwsError {
  readonly physical: Physical;

  constructor(message: string, physical: Physical) {
    super('GeneralServiceException', message);
    this.physical = physical;
  }
}
