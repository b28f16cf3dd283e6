/** A ref for the field that a person just asked for: `autofocus` works only while a page or dialog opens. */
export function focusWhenShown(element: HTMLElement | null): void {
  element?.focus();
}
