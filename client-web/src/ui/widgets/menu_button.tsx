/** A button that opens a menu. The sheet and what stands in it are loaded when they are first asked for. */
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { later } from './later';

const MenuSheet = later(async () => (await import('./menu')).MenuSheet);

/** Where a menu hangs: below this rectangle, or above it when there is more room. */
export interface Anchor {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface MenuButtonProps {
  label: string;
  icon?: ComponentChildren;
  /** Shown beside the icon; without it the label is only spoken and shown as a tooltip. */
  text?: ComponentChildren;
  class?: string;
  children: (close: () => void) => ComponentChildren;
}

export function MenuButton({ label, icon, text, class: name = '', children }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const close = () => {
    setAnchor(null);
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class={`${text ? 'text-button' : 'icon-button'} ${name}`}
        aria-label={text ? undefined : label}
        title={text ? undefined : label}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={() => setAnchor(anchor ? null : button.current!.getBoundingClientRect())}
      >
        {icon}
        {text && <span class="button-text">{text}</span>}
      </button>
      {anchor && (
        <MenuSheet anchor={anchor} label={label} onClose={close} owner={button.current}>
          {children(close)}
        </MenuSheet>
      )}
    </>
  );
}
