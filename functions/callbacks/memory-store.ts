import type { CallbackStore } from './callback-store.ts';
import { type Delivery, type Endpoint, endpointIdOf, type Result } from './records.ts';

/** The store for tests of the cores: the same conditions, in memory. */
export function memoryStore() {
  const endpoints = new Map<string, Endpoint>();
  const deliveries = new Map<string, Delivery>();
  const results = new Map<string, Result>();
  const subscriptions = new Set<string>();
  const at = (endpointId: string) => endpoints.get(endpointId) as Endpoint;
  const store: CallbackStore = {
    findEndpoint: async (id) => endpoints.get(id) && { ...at(id) },
    findDelivery: async (_endpointId, id) => deliveries.get(id) && { ...(deliveries.get(id) as Delivery) },
    deliveriesOf: async (endpointId) => [...deliveries.values()].filter((one) => one.endpointId === endpointId),
    async addEndpoint(owner, url, registration) {
      const endpointId = endpointIdOf(owner, url);
      const secret = `s-${endpointId}`;
      const made: Endpoint = { endpointId, owner, url, secret, registration, status: 'active', failures: 0, disabledTimes: 0 };
      if (!endpoints.has(endpointId)) endpoints.set(endpointId, made);
      return at(endpointId);
    },
    async changeSecret({ endpointId, secret }, next) {
      if (at(endpointId).secret !== secret) return false;
      endpoints.set(endpointId, { ...at(endpointId), ...next, registration: undefined });
      return true;
    },
    subscribe: async (subject, outcome, endpointId) => void subscriptions.add(`${subject} ${outcome} ${endpointId}`),
    subscribersOf: async ({ subject, outcome }) =>
      [...subscriptions].filter((one) => one.startsWith(`${subject} ${outcome} `)).map((one) => one.split(' ')[2] as string),
    async noteResult(result) {
      const key = `${result.subject} ${result.outcome}`;
      if (!results.has(key)) results.set(key, result);
      return results.get(key) as Result;
    },
    resultOf: async (subject, outcome) => results.get(`${subject} ${outcome}`),
    async addDelivery(delivery) {
      if (!deliveries.has(delivery.deliveryId)) deliveries.set(delivery.deliveryId, delivery);
    },
    async noteDelivery({ deliveryId, ...before }, state, attempts, last) {
      const now = deliveries.get(deliveryId) as Delivery;
      if (state !== 'delivered' && (now.state !== before.state || now.attempts !== before.attempts)) return false;
      deliveries.set(deliveryId, { ...now, state, attempts, last });
      return true;
    },
    countFailure: async (id) => ++at(id).failures,
    async clearFailures(id) {
      endpoints.set(id, { ...at(id), failures: 0, probe: undefined });
    },
    async claimProbe(id, deliveryId) {
      const { probe } = at(id);
      if (probe !== undefined && probe !== deliveryId) return false;
      at(id).probe = deliveryId;
      return true;
    },
    async releaseProbe(id, deliveryId) {
      if (at(id).probe !== deliveryId) return false;
      at(id).probe = undefined;
      return true;
    },
    async disable(id, time) {
      if (at(id).disabledTimes >= time) return false;
      endpoints.set(id, { ...at(id), status: 'disabled', disabledTimes: time, probe: undefined });
      return true;
    },
    async enable(id) {
      endpoints.set(id, { ...at(id), status: 'active', failures: 0, probe: undefined });
    },
  };
  return { store, endpoints, deliveries };
}
