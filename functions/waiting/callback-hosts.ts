import { HttpError } from '../shared/errors.ts';

/**
 * Refuses to call anything but the hosts that were agreed on: an address that strangers may choose would make us their way into our own
 * network. https://owasp.org/www-community/attacks/Server_Side_Request_Forgery
 */
export function checkCallback(callbackUrl: string, allowedHosts: readonly string[]): void {
  const { protocol, hostname, username, password } = new URL(callbackUrl);
  const plain = (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
  if (!plain || !allowedHosts.includes(hostname))
    throw new HttpError(400, 'CALLBACK_REFUSED', `We call ${allowedHosts.join(', ')} by http or https, and not ${protocol}//${hostname}.`);
}
