import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { compareModes } from '../../compare/compare-modes.ts';
import { EXIT, UserError } from '../../compare/errors.ts';
import { readPhoto } from '../../compare/photo.ts';
import { createProgress, type Progress } from '../../compare/progress.ts';
import { comparisonText } from '../../compare/report/comparison.ts';
import { cdkDeploy } from '../../localstack/deploy.ts';
import { whyNoDocker } from '../../localstack/docker.ts';
import { install, isInstalled } from '../../localstack/install.ts';
import { defaultHome } from '../../localstack/paths.ts';
import { endRemembered, forget, recall, remember } from '../../localstack/remembered.ts';
import { describePolls } from '../../localstack/settings.ts';
import { localFetch } from '../../targets/fetch.ts';
import { type LocalstackTarget, localstackTarget } from '../../targets/localstack.ts';
import { thirdPartiesAt } from '../../third-party/client.ts';
import { startThirdParties } from '../../third-party/server.ts';
import { aborted, onInterrupt } from './interrupt.ts';
import * as parse from './options.ts';
import { howToReach } from './reach.ts';

const PHOTO = fileURLToPath(new URL('../../photos/chelsea.png', import.meta.url));

interface UpOptions {
  docker?: boolean;
  port: number;
  detach?: boolean;
  deploy: boolean;
  compare: boolean;
  shares: number;
  rate: number;
}

/** `pushpull localstack` (`npm run localstack`): the real LocalStack, with Docker or without, and the app on it. */
export function localstack(program: Command) {
  const command = program.command('localstack').description('run the app on the real LocalStack 4.14.0, with Docker or without');
  const upCommand = command
    .command('up', { isDefault: true })
    .description('start it, wait until it is healthy, deploy the app with cdk, share a photo in every delivery mode, compare')
    .option('--docker', "in a container, from LocalStack's own image")
    .option('--no-docker', 'from PyPI, with functions as processes of this machine (the default where no Docker engine answers)')
    .option('--port <port>', 'port of LocalStack', parse.port, 4566)
    .option('--detach', 'leave it running: pushpull localstack down ends it')
    .option('--no-deploy', 'start it empty')
    .option('--no-compare', 'deploy, and share nothing')
    .option('--shares <n>', 'shares in each mode', parse.count, 40)
    .option('--rate <n>', 'shares a second', parse.positive, 4)
    .addHelpText('after', '\nExamples:\n  npm run localstack\n  npm run localstack -- --no-docker --port 4567\n  npm run localstack:down\n')
    // whatever is no command comes here, as up is the default
    .allowExcessArguments()
    .action((options: UpOptions, { args: [unknown] }: Command) => {
      if (unknown === undefined) return up(options);
      const names = command.commands.map((one) => one.name()).join(', ');
      throw new UserError(`pushpull localstack has no command "${unknown}"; it has ${names}, and up takes options alone.`, EXIT.usage);
    });
  command.addHelpText('after', () => `\nWithout a command it is up:\n\n${upCommand.helpInformation()}`);
  command.command('down').description('end what up started').action(down);
  command.command('install').description('install LocalStack and what it needs, without Docker, and start nothing').action(installOnly);
  command.command('status').description('say what is installed and what runs').action(status);
}

async function up({ docker, port, detach = false, deploy, compare, shares, rate }: UpOptions) {
  const signal = onInterrupt();
  const home = defaultHome();
  const running = await recall(home);
  if (running) throw new UserError(`LocalStack runs already, at ${running.endpoint}. End it with: npm run localstack:down`, EXIT.failed);
  const progress = createProgress();
  const target = await localstackTarget({
    port,
    docker: docker ?? (await dockerAnswers(progress)),
    detach,
    onProgress: progress.live,
    onNote: progress.line,
    signal,
  });
  try {
    await remember(home, target.remembered);
    progress.line(`${target.title} is healthy at ${target.endpoint} · ${describePolls(target.settings)}`);
    const thirdParties = deploy && target.reachesLoopback && !detach ? await startThirdParties() : undefined;
    try {
      const outputs = deploy ? await deployTo(target, thirdParties?.url, progress, signal) : {};
      const parties = deploy ? (thirdParties ?? thirdPartiesAt(outputs.ThirdPartyUrl ?? '', localFetch)) : undefined;
      if (parties && compare) {
        const load = { photo: await readPhoto(PHOTO), shares, rate };
        const figures = await compareModes(load, { target, outputs, email: parties.email }, progress, signal);
        console.log(`\n${comparisonText(figures, target, load, process.stdout.isTTY === true && process.stdout.hasColors())}\n`);
      }
      progress.clear();
      console.log(detach ? 'LocalStack keeps running; npm run localstack:down ends it.' : 'LocalStack stays up; Ctrl-C ends it.');
      const context = { systems: 'share', ...(thirdParties && { thirdPartyUrl: thirdParties.url }) };
      console.log(howToReach(target, outputs, parties?.email.url, context));
      if (detach) return;
      await Promise.race([aborted(signal), target.ended]);
      if (!signal.aborted) progress.line('LocalStack has been ended.');
    } finally {
      await thirdParties?.stop();
    }
  } catch (error) {
    if (detach) await target.stop();
    throw signal.aborted ? signal.reason : error;
  } finally {
    if (!detach) {
      progress.live('ending LocalStack');
      await target.stop();
      progress.clear();
      await forget(home);
    }
  }
}

async function dockerAnswers(progress: Progress): Promise<boolean> {
  const why = await whyNoDocker();
  if (why) progress.line(`No Docker (${why}): the same LocalStack starts without it. --docker insists.`);
  return !why;
}

async function deployTo(target: LocalstackTarget, thirdPartyUrl: string | undefined, progress: Progress, signal: AbortSignal) {
  const { endpoint, region, account } = target;
  return cdkDeploy({ endpoint, region, account, ...(thirdPartyUrl ? { thirdPartyUrl } : {}), onProgress: progress.live, signal });
}

async function down() {
  const home = defaultHome();
  const running = await recall(home);
  if (!running) {
    await forget(home);
    console.log('No LocalStack runs that pushpull started.');
    return;
  }
  await endRemembered(running);
  await forget(home);
  console.log(`LocalStack at ${running.endpoint} has ended.`);
}

async function installOnly() {
  const progress = createProgress();
  const { home } = await install({ onProgress: progress.live, onNote: progress.line, signal: onInterrupt() });
  progress.clear();
  console.log(`LocalStack 4.14.0 is installed in ${home}`);
}

async function status() {
  const home = defaultHome();
  const running = await recall(home);
  const noDocker = await whyNoDocker();
  console.log(
    [
      `without Docker  ${(await isInstalled(home)) ? `installed in ${home}` : 'not installed (pushpull localstack install)'}`,
      `with Docker     ${noDocker ?? 'an engine answers'}`,
      `running         ${running ? `${running.endpoint}${running.process ? ` (process ${running.process.pid})` : ' (Docker)'}` : 'no'}`,
    ].join('\n'),
  );
}
