import type { ListedMail } from '../../../third-party/client.ts';
import type { Row } from '../row.ts';

/** Puts on a row what its first mail tells: the stamps that travelled with the message, and the provider's own. */
export function stamp(row: Row, { headers = {}, receivedAt, acceptedAt }: Pick<ListedMail, 'receivedAt' | 'acceptedAt' | 'headers'>): void {
  const number = (name: string) => (headers[name] === undefined ? {} : { [name]: Number(headers[name]) });
  Object.assign(row, {
    ...{ ...number('enteredAt'), ...number('handedOverAt'), ...number('handledAt'), ...number('batch'), ...number('receiveCount') },
    ...{ receivedAt, deliveredAt: acceptedAt ?? receivedAt },
    ...{ cold: headers.cold === 'true', environment: headers.environment },
  });
}
