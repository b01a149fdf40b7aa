import type { Context } from './service.ts';

/** For a hop's detail: who of the stack's own services made the call, as against a request that came over HTTP. */
export const byService = ({ headers, principal }: Context): { by?: string } => (Object.keys(headers).length === 0 ? { by: principal } : {});
