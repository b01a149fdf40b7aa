import { PARTIES } from '../third-party/client.ts';
import { DEFAULT_KNOBS } from '../third-party/shared/knobs.ts';
import { createLab, type LabParts } from './lab/create-lab.ts';
import type { System, Variant, Walkthrough } from './system.ts';

/**
 * Walks through one variant. What it throws is a promise that wasn't kept, so that the report always says how far it came;
 * only an interruption ends the run.
 */
export async function runVariant(system: System, variant: Variant, parts: LabParts): Promise<Walkthrough> {
  const began = performance.now();
  for (const name of PARTIES) {
    const party = parts.thirdParties[name];
    await party.clear();
    await party.setKnobs({ ...DEFAULT_KNOBS, seed: parts.options.seed });
  }
  const { lab, story, promises } = createLab(parts);
  try {
    await variant.run(lab);
    if (promises.length === 0) throw new Error('nothing was put to the test');
  } catch (error) {
    parts.signal.throwIfAborted();
    promises.push({ what: 'the walkthrough comes to its end', kept: false, found: (error as Error).message });
  }
  return {
    system: system.name,
    variant: variant.name,
    title: variant.title,
    target: parts.target.name,
    timeScale: parts.target.timeScale,
    story,
    promises,
    tookMs: Math.round(performance.now() - began),
  };
}
