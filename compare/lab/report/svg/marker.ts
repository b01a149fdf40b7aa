import { el, path } from './element.ts';
import type { Look } from './style.ts';

/** A lane's sign, centred there. */
export function marker(look: Pick<Look, 'marker' | 'fill' | 'stroke'>, x: number, y: number, size = 4, className = look.fill): string {
  const shape = { class: className };
  switch (look.marker) {
    case 'circle':
      return el('circle', { ...shape, cx: x, cy: y, r: size });
    case 'square':
      return el('rect', { ...shape, x: x - size * 0.9, y: y - size * 0.9, width: size * 1.8, height: size * 1.8 });
    case 'triangle':
      return el('path', {
        ...shape,
        d: `${path([
          [x, y - size * 1.15],
          [x + size * 1.1, y + size * 0.85],
          [x - size * 1.1, y + size * 0.85],
        ])}Z`,
      });
    case 'diamond':
      return el('path', {
        ...shape,
        d: `${path([
          [x, y - size * 1.3],
          [x + size * 1.1, y],
          [x, y + size * 1.3],
          [x - size * 1.1, y],
        ])}Z`,
      });
    case 'cross':
      return el('path', {
        class: look.stroke,
        'stroke-width': 2,
        d: `${path([
          [x - size, y - size],
          [x + size, y + size],
        ])}${path([
          [x - size, y + size],
          [x + size, y - size],
        ])}`,
      });
  }
}
