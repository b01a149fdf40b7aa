import { EXIT, UserError } from '../compare/errors.ts';
import { run } from './run.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.DownloadingAndRunning.html */
const LEAST = 17;

/** The home of the Java on the PATH (or of JAVA_HOME), for DynamoDB Local. */
export async function findJavaHome(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const java = env.JAVA_HOME ? `${env.JAVA_HOME}/bin/java` : 'java';
  const { code, output } = await run(java, ['-XshowSettings:properties', '-version'], { env });
  const property = (name: string) => new RegExp(`\\s${name} = (.+)`).exec(output)?.[1]?.trim();
  const home = property('java.home');
  const version = Number(property('java.specification.version'));
  if (code === 0 && home && version >= LEAST) return home;
  const found = code === 0 ? `Java ${property('java.version')} was found` : 'none was found';
  throw new UserError(
    [
      `LocalStack's DynamoDB is DynamoDB Local, which needs Java ${LEAST} or newer: ${found}.`,
      '  Debian, Ubuntu  sudo apt install openjdk-17-jre-headless',
      '  macOS           brew install openjdk@17',
      'Elsewhere than on the PATH? Set JAVA_HOME.',
    ].join('\n'),
    EXIT.failed,
  );
}
