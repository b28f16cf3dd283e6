import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const HIDE_AFTER = 2500;

interface AutoHide {
  hidden: boolean;
  show: () => void;
  element: RefObject<HTMLDivElement | null>;
}

/** Hides an element a moment after it may be hidden, unless the pointer or the keyboard focus is in it. */
export function useAutoHide(mayHide: boolean): AutoHide {
  const element = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState(false);
  const [shown, setShown] = useState(0);

  useEffect(() => {
    setHidden(false);
    if (!mayHide) return;
    let timer = 0;
    const plan = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => (inUse(element.current) ? plan() : setHidden(true)), HIDE_AFTER);
    };
    plan();
    return () => clearTimeout(timer);
  }, [mayHide, shown]);

  return { hidden, show: () => setShown(shown + 1), element };
}

function inUse(element: HTMLElement | null): boolean {
  // Where there is no pointer that hovers, `:hover` sticks to what was tapped last.
  const hovered = matchMedia('(hover: hover)').matches && element?.matches(':hover');
  return hovered || element?.querySelector(':focus-visible') != null;
}
