import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Guard } from './guard.ts';
import type { Spares } from './spares.ts';
import { type FunctionSpec, isNode, isPython } from './spec.ts';
import { RUNTIME_DIR } from './variables.ts';

/** A child with a pipe on each of stdin (held open: its end tells the child to go), stdout, stderr and 3 (framed log). */
export interface Process extends ChildProcess {
  stdin: NonNullable<ChildProcess['stdin']>;
  stdout: Readable;
  stderr: Readable;
}

/** Variables that Node, or the loader, reads before any code of ours runs. */
const READ_AT_START = /^(NODE_|UV_|LD_|SSL_|OPENSSL_|ICU_)/;

export const NODE_BOOTSTRAP = join(RUNTIME_DIR, 'node.mjs');

/** Room for code and stack beside the heap is small: AWS gives the heap nearly all of the memory as well. */
export const nodeFlags = (memoryMb: number) => [`--max-old-space-size=${memoryMb}`];

interface LaunchOptions {
  spares: Spares;
  guard: Guard;
  debugged: boolean;
}

/** It waits for nobody, and takes any port: what debuggers are told is the function's own. Stack traces name the sources. */
const DEBUG_FLAGS = ['--inspect=127.0.0.1:0', '--enable-source-maps'];

/** Starts the process of an environment, or takes a spare that has been started already. */
export function launch(spec: FunctionSpec, env: Record<string, string>, { spares, guard, debugged }: LaunchOptions): Process {
  const wrapper = spec.variables.AWS_LAMBDA_EXEC_WRAPPER;
  if (isNode(spec.runtime)) {
    const plain = !wrapper && !debugged && !Object.keys(spec.variables).some((key) => READ_AT_START.test(key));
    const spare = plain ? spares.take(spec.memoryMb) : undefined;
    if (spare) {
      spare.stdin.write(`${JSON.stringify({ env })}\n`);
      return spare;
    }
    return start(
      [process.execPath, ...nodeFlags(spec.memoryMb), ...(debugged ? DEBUG_FLAGS : []), NODE_BOOTSTRAP],
      { env, cwd: spec.codeDir },
      guard,
      wrapper,
    );
  }
  if (isPython(spec.runtime)) return start(['python3', join(RUNTIME_DIR, 'python.py')], { env, cwd: spec.codeDir }, guard, wrapper);
  return start([join(spec.codeDir, 'bootstrap')], { env, cwd: spec.codeDir }, guard);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/runtimes-modify.html#runtime-wrapper */
function start(command: string[], place: Place, guard: Guard, wrapper?: string): Process {
  const [file, ...args] = wrapper ? [wrapper.replace(/^\/var\/task\//, `${place.cwd}/`), ...command] : command;
  return spawnGroup(file as string, args, place, guard);
}

interface Place {
  env: Record<string, string>;
  cwd: string;
}

/** Starts a process as the leader of a group of its own, so that all that it starts can be ended with it. */
export function spawnGroup(file: string, args: string[], place: Place, guard: Guard): Process {
  const child = spawn(file, args, { ...place, detached: true, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] }) as Process;
  guard.watch(child);
  return child;
}
