/** A time limit that doesn't run while it is held. Real time, as all limits of functions are. */
export interface Deadline {
  hold(held: boolean): void;
  cancel(): void;
}

export function createDeadline(ms: number, held: boolean, over: () => void): Deadline {
  let left = ms;
  let began = 0;
  let timer: NodeJS.Timeout | undefined;
  let done = false;

  const run = () => {
    began = performance.now();
    timer = setTimeout(() => {
      done = true;
      over();
    }, left);
  };
  const halt = () => {
    if (timer) left = Math.max(0, left - (performance.now() - began));
    clearTimeout(timer);
    timer = undefined;
  };

  if (!held) run();
  return {
    hold(held) {
      if (done) return;
      if (held) halt();
      else if (!timer) run();
    },
    cancel() {
      done = true;
      clearTimeout(timer);
    },
  };
}
