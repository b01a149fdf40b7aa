/** `compare --config my.json …` is `compare own my.json …`: a command line as commander takes it. */
export function configAsOwn(argv: readonly string[]): string[] {
  const [node = '', script = '', command, ...rest] = argv;
  if (command !== 'compare' || !rest[0]?.startsWith('-')) return [...argv];
  const at = rest.findIndex((arg) => arg === '--config' || arg.startsWith('--config='));
  if (at < 0) return [...argv];
  const joined = rest[at]?.startsWith('--config=');
  const file = joined ? [(rest[at] as string).slice('--config='.length)] : rest.slice(at + 1, at + 2);
  return [node, script, command, 'own', ...file, ...rest.slice(0, at), ...rest.slice(at + (joined ? 1 : 2))];
}
