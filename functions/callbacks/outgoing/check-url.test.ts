import { describe, expect, it } from 'vitest';
import { allowedBy, refusalOf } from './address.ts';
import { checkUrl, type Resolve } from './check-url.ts';

const none = allowedBy('');
const names: Record<string, string[]> = {
  'public.example': ['93.184.215.14'],
  'inside.example': ['10.1.2.3'],
  'both.example': ['93.184.215.14', '127.0.0.1'],
  'metadata.example': ['169.254.169.254'],
  'six.example': ['::ffff:169.254.169.254'],
};
const resolve: Resolve = async (hostname) => {
  const addresses = names[hostname];
  if (!addresses) throw new Error(`ENOTFOUND ${hostname}`);
  return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};

describe('a URL for callbacks', () => {
  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'METADATA'],
    ['http://169.254.170.2/v2/credentials', 'METADATA'],
    ['http://[fd00:ec2::254]/', 'METADATA'],
    ['http://[::ffff:169.254.169.254]/', 'METADATA'],
    ['http://169.254.1.1/', 'LINK_LOCAL'],
    ['http://[fe80::1]/', 'LINK_LOCAL'],
    ['http://127.0.0.1/', 'LOOPBACK'],
    ['http://127.1/', 'LOOPBACK'],
    ['http://0x7f000001/', 'LOOPBACK'],
    ['http://2130706433/', 'LOOPBACK'],
    ['http://0177.0.0.1/', 'LOOPBACK'],
    ['http://127。0。0。1/', 'LOOPBACK'],
    ['http://[::1]/', 'LOOPBACK'],
    ['http://[::ffff:127.0.0.1]/', 'LOOPBACK'],
    ['http://[::ffff:7f00:1]/', 'LOOPBACK'],
    ['http://[::127.0.0.1]/', 'NOT_PUBLIC'],
    ['http://[64:ff9b::7f00:1]/', 'NOT_PUBLIC'],
    ['http://[2002:7f00:1::]/', 'NOT_PUBLIC'],
    ['http://[::]/', 'NOT_PUBLIC'],
    ['http://0.0.0.0/', 'NOT_PUBLIC'],
    ['http://255.255.255.255/', 'NOT_PUBLIC'],
    ['http://224.0.0.1/', 'NOT_PUBLIC'],
    ['http://10.0.0.1/', 'PRIVATE'],
    ['http://172.16.0.1/', 'PRIVATE'],
    ['http://192.168.1.1/', 'PRIVATE'],
    ['http://100.64.0.1/', 'PRIVATE'],
    ['http://[fc00::1]/', 'PRIVATE'],
    ['http://inside.example/', 'PRIVATE'],
    ['http://both.example/', 'LOOPBACK'],
    ['http://metadata.example/', 'METADATA'],
    ['http://six.example/', 'METADATA'],
    ['http://public.example@127.0.0.1/', 'USERINFO'],
    ['http://user:word@public.example/', 'USERINFO'],
    ['http://public.example:22/', 'PORT'],
    ['https://public.example:6379/', 'PORT'],
    ['file:///etc/passwd', 'SCHEME'],
    ['gopher://public.example/', 'SCHEME'],
    ['javascript:alert(1)', 'SCHEME'],
    ['//public.example/', 'INVALID_URL'],
    ['http://', 'INVALID_URL'],
  ])('%s is refused: %s', async (url, code) => {
    await expect(checkUrl(url, none, resolve)).rejects.toMatchObject({ name: 'UrlRefused', code });
  });

  it.each(['http://public.example/hook?a=1', 'https://public.example:8443/', 'http://8.8.8.8/', 'http://[2606:4700::1111]/'])(
    '%s is good, and says which address to connect to',
    async (url) => {
      const { address } = await checkUrl(url, none, resolve);
      expect(refusalOf(address.address)).toBeUndefined();
    },
  );

  it('asks the name once, so that a second answer can change nothing', async () => {
    let asked = 0;
    const rebinding: Resolve = async () => [{ address: asked++ === 0 ? '93.184.215.14' : '127.0.0.1', family: 4 }];
    expect((await checkUrl('http://rebinding.example/', none, rebinding)).address.address).toBe('93.184.215.14');
    expect(asked).toBe(1);
  });

  it('tells a name that is not found from one that is refused', async () => {
    await expect(checkUrl('http://nowhere.example/', none, resolve)).rejects.toMatchObject({ name: 'Error' });
  });

  it('waits for a name for so long, and says whose it is', async () => {
    const silent: Resolve = () => new Promise(() => {});
    await expect(checkUrl('http://slow.example/', none, silent, 1)).rejects.toMatchObject({
      name: 'NameTimeout',
      message: 'The name slow.example was not resolved in 1 ms (DNS_TIMEOUT).',
    });
    // one that fails when nobody waits any more harms nobody
    const late = Promise.withResolvers<never>();
    await expect(checkUrl('http://slow.example/', none, () => late.promise, 1)).rejects.toMatchObject({ name: 'NameTimeout' });
    late.reject(new Error('too late'));
  });

  it('may reach what is allowed by name, and no neighbour of it', async () => {
    const allowed = allowedBy('127.0.0.1,10.1.0.0/16');
    await checkUrl('http://127.0.0.1:4567/', allowed);
    await checkUrl('http://0x7f000001/', allowed);
    await checkUrl('http://[::ffff:127.0.0.1]/', allowed);
    await checkUrl('http://inside.example/', allowed, resolve);
    await expect(checkUrl('http://127.0.0.2/', allowed)).rejects.toMatchObject({ code: 'LOOPBACK' });
    await expect(checkUrl('http://10.2.0.1/', allowed)).rejects.toMatchObject({ code: 'PRIVATE' });
    await expect(checkUrl('http://[::1]/', allowed)).rejects.toMatchObject({ code: 'LOOPBACK' });
  });
});
