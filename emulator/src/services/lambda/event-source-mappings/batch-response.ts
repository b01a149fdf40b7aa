/** What the function's answer means for its batch: these failed, the others are done. */
export interface Verdict {
  failed: string[];
  /** Why the whole batch counts as failed. */
  reason?: string;
}

/**
 * Reads an answer under ReportBatchItemFailures. Nothing, null and an empty or absent list are success; anything malformed, and an
 * id that isn't in the batch, fails the whole batch.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function readBatchResponse(payload: string, ids: string[]): Verdict {
  const all = (reason: string): Verdict => ({ failed: ids, reason });
  let answer: unknown;
  try {
    answer = payload.trim() === '' ? null : JSON.parse(payload);
  } catch {
    return all('the response is not JSON');
  }
  if (answer === null || answer === '') return { failed: [] };
  if (typeof answer !== 'object' || Array.isArray(answer)) return all('the response is not an object');
  const failures = (answer as { batchItemFailures?: unknown }).batchItemFailures;
  if (failures === undefined || failures === null) return { failed: [] };
  if (!Array.isArray(failures)) return all('batchItemFailures is not a list');
  const failed = new Set<string>();
  for (const failure of failures as unknown[]) {
    const id = (failure as { itemIdentifier?: unknown } | null)?.itemIdentifier;
    if (typeof id !== 'string' || id === '') return all('an itemIdentifier is missing, empty or not a string');
    if (!ids.includes(id)) return all(`itemIdentifier ${id} is not in the batch`);
    failed.add(id);
  }
  return { failed: ids.filter((id) => failed.has(id)) };
}
