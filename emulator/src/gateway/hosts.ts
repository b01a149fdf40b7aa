import { isIP } from 'node:net';

/** Whether a request with this `Host` is answered. */
export type HostCheck = (host: string | undefined) => boolean;

/** This machine by its names, and those that LocalStack's users have: https://docs.localstack.cloud/aws/customization/networking/ */
const HERE = ['localhost', 'localhost.localstack.cloud'];

/** AWS's own names, of buckets, function URLs and services, for clients that a proxy or a hosts file sends here. */
const AWS = ['amazonaws.com', 'amazonaws.com.cn', 'api.aws', 'on.aws'];

/**
 * A page may have a name that leads here a minute later (DNS rebinding): to its browser this stack is then the page's own server, and
 * neither CORS nor `Origin` stops it from making a function and running it. But it still says by which name it came. So the stack answers
 * to addresses, which nobody can redirect, to names that nobody of elsewhere owns, and to those given, with the names below each.
 */
export function createHostCheck(given: readonly string[]): HostCheck {
  const names = [...HERE, ...AWS, ...given.map(bare)];
  return (host) => {
    // who leaves it out is no browser
    if (!host) return true;
    const asked = bare(host.replace(/:\d*$/, ''));
    return isIP(asked) !== 0 || names.some((name) => asked === name || asked.endsWith(`.${name}`));
  };
}

/** As it is compared: without the brackets of an IPv6 address and the dots at either end of a name. */
const bare = (host: string) =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/^\.|\.$/g, '');
