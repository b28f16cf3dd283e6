interface Hotkeys {
  fullScreen(): void;
  reconnect(): void;
}

/**
 * Ctrl+Alt+Shift+F and Ctrl+Alt+Shift+R. Listens on the window in the capture phase, which is before the
 * canvas, so that noVNC does not send the letter to the desktop as well. Compared by the key's place on the
 * keyboard, since with these modifiers `event.key` is something else on many layouts.
 */
export function listenForHotkeys(hotkeys: Hotkeys): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (!event.ctrlKey || !event.altKey || !event.shiftKey) return;
    const action = event.code === 'KeyF' ? hotkeys.fullScreen : event.code === 'KeyR' ? hotkeys.reconnect : undefined;
    if (!action) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) action();
  };
  addEventListener('keydown', pressed, { capture: true });
  return () => removeEventListener('keydown', pressed, { capture: true });
}

export function toggleFullScreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
  // Refused in a frame without `allow="fullscreen"`; the person sees that nothing happens, and nothing else breaks.
  change?.catch(() => undefined);
}
