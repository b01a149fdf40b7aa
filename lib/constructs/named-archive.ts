import { ArnFormat, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';

/**
 * Keeps what a bus carries; answers the archive's ARN, made from its name rather than asked of the deployment: a stack
 * that may replay it deploys also where no archives are made from templates.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
export function namedArchive(bus: events.EventBus, id: string, archiveName: string, props: events.BaseArchiveProps): string {
  bus.archive(id, { ...props, archiveName });
  return Stack.of(bus).formatArn({
    ...{ service: 'events', resource: 'archive', resourceName: archiveName },
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
