import { Logger } from '@aws-lambda-powertools/logger';

/** One logger an environment; its service name comes from POWERTOOLS_SERVICE_NAME. */
export const logger = new Logger();

/**
 * One structured line a hop, found again by its correlation id (the share's). The id is an argument rather than
 * a key kept on the logger, since the messages of one batch are handled side by side.
 */
export function logHop(hop: string, shareId: string, detail: Record<string, unknown> = {}): void {
  logger.info(hop, { hop, correlation_id: shareId, ...detail });
}
