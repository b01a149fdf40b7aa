import type { Target } from '../../targets/target.ts';

/**
 * Why a target cannot replay what it archived; undefined where it can. LocalStack 4.14.0 makes no archives from templates, and its
 * StartReplay fails on every archive in which there is anything (it takes the events' times, which it keeps as text, for dates).
 */
export const noReplay = ({ name, title }: Target): string | undefined =>
  name === 'localstack' ? `${title} makes no archive from a template, and its StartReplay fails with an InternalError` : undefined;
