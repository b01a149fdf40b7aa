// Loaded in a Node function that got a request of CloudFormation. Providers (all of CDK's own, for example) take host and path out of its
// ResponseURL and send their answer with node:https to port 443, since that is what the address is like on AWS. The embedded stack's
// address is plain http on a port of its own: requests for the bucket of answers go there, all others as ever.
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

const { hostname, port } = new URL(process.env.AWS_ENDPOINT_URL);
const send = https.request;

https.request = (...given) => {
  const [first, second] = given;
  const url = typeof first === 'string' || first instanceof URL ? new URL(first) : undefined;
  const options = (url ? (typeof second === 'object' ? second : {}) : first) ?? {};
  const path = options.path ?? (url ? url.pathname + url.search : '');
  const host = options.hostname ?? options.host ?? url?.hostname;
  if (host !== hostname || !path.startsWith('/cloudformation-custom-resource-response-')) return send.apply(https, given);
  const callback = given.find((each) => typeof each === 'function');
  const { agent: _agent, protocol: _protocol, ...rest } = options;
  return http.request({ ...rest, hostname, port, path }, callback);
};
syncBuiltinESMExports();
