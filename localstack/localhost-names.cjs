// Loaded before a function's code: names below `localhost`, as LocalStack's function URLs have, are this machine
// (https://www.rfc-editor.org/rfc/rfc6761#section-6.3). In LocalStack's containers its own DNS server says so.
const dns = require('node:dns');

const { lookup } = dns;

dns.lookup = function localLookup(hostname, options, callback) {
  if (typeof hostname !== 'string' || !hostname.endsWith('.localhost')) return lookup.call(dns, hostname, options, callback);
  const answer = typeof options === 'function' ? options : callback;
  const all = typeof options === 'object' && options?.all;
  process.nextTick(() => (all ? answer(null, [{ address: '127.0.0.1', family: 4 }]) : answer(null, '127.0.0.1', 4)));
};
