import { useEffect, useReducer } from 'preact/hooks';
import type { ViewerController } from './controller';

/** Draws anew whenever the controller has news. */
export function useController(controller: ViewerController): void {
  const [, redraw] = useReducer((count: number, _: void) => count + 1, 0);
  useEffect(() => controller.subscribe(() => redraw()), [controller]);
}
