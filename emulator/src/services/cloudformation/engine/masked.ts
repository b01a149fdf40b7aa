import type { ResourceRecord } from '../store.ts';

/** Properties as events show them: what came out of a resource that answered NoEcho is masked wherever it went in. */
export function masked(properties: string, resources: ResourceRecord[]): string {
  let text = properties;
  for (const { noEcho, attributes } of resources) {
    if (!noEcho) continue;
    for (const value of Object.values(attributes)) {
      const secret = JSON.stringify(String(value)).slice(1, -1);
      if (secret !== '') text = text.replaceAll(secret, '****');
    }
  }
  return text;
}
