import type { JSX } from 'preact';
import { resolve } from '../api/base';

/** An emoji, a picture from this server or inside the template, or the first letter of its name. */
export function TemplateIcon({ icon, name }: { icon: string | undefined; name: string }): JSX.Element {
  if (icon && isPicture(icon)) {
    const source = icon.startsWith('data:') ? icon : resolve(icon).href;
    return <img class="template-icon" src={source} alt="" />;
  }
  return (
    <span class={`template-icon ${icon ? '' : 'letter'}`} aria-hidden="true">
      {icon || name.charAt(0).toUpperCase()}
    </span>
  );
}

function isPicture(icon: string): boolean {
  return icon.startsWith('data:image/') || /^[\w./-]+\.(svg|png|webp|jpe?g)$/i.test(icon);
}
