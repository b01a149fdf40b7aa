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
  const { target, options, signal } = parts;
  const about = {
    ...{ system: system.name, variant: variant.name, title: variant.title },
    ...{ target: target.name, timeScale: target.timeScale },
  };
  const skipped = variant.needs?.(target);
  if (skipped !== undefined) {
    const line = `not run here: ${skipped}`;
    parts.onStory(line);
    return { ...about, skipped, story: [line], promises: [], tookMs: 0 };
  }
  for (const name of PARTIES) {
    const party = parts.thirdParties[name];
    await party.clear();
    await party.setKnobs({ ...DEFAULT_KNOBS, seed: options.seed });
  }
  const { lab, story, promises } = createLab(parts);
  try {
    await variant.run(lab);
    if (promises.length === 0) throw new Error('nothing was put to the test');
  } catch (error) {
    signal.throwIfAborted();
    promises.push({ what: 'the walkthrough comes to its end', kept: false, found: (error as Error).message });
  }
  return { ...about, story, promises, tookMs: Math.round(performance.now() - began) };
}
