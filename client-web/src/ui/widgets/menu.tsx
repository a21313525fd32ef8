/**
 * Menus: a button that opens one, and the sheet itself, which can also be opened at any place of the page
 * (the margin of an item). Arrow keys, Home, End and Escape as people expect them.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon';

/** Where a menu hangs: below this rectangle, or above it when there is more room. */
export interface Anchor {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface SheetProps {
  anchor: Anchor;
  label: string;
  onClose: () => void;
  /** A press on this element does not close the sheet: the element does that itself. */
  owner?: Element | null;
  children: ComponentChildren;
}

export function MenuSheet({ anchor, label, onClose, owner = null, children }: SheetProps) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const sheet = ref.current!;
    sheet.showPopover();
    place(sheet, anchor);
    firstItem(sheet)?.focus();
  }, [anchor]);

  useEffect(() => {
    const onPress = (e: Event) => {
      const target = e.target as Node;
      if (!ref.current?.contains(target) && !owner?.contains(target)) onClose();
    };
    const onLeave = () => onClose();
    document.addEventListener('pointerdown', onPress, true);
    addEventListener('resize', onLeave);
    return () => {
      document.removeEventListener('pointerdown', onPress, true);
      removeEventListener('resize', onLeave);
    };
  }, []);

  return (
    <div
      ref={ref}
      class="menu"
      role="menu"
      aria-label={label}
      popover="manual"
      onKeyDown={(e) => {
        if (e.key === 'Escape' || e.key === 'Tab') {
          e.preventDefault();
          e.stopPropagation();
          onClose();
        } else if (pressKey(ref.current!, e.key) || moveFocus(ref.current!, e.key)) {
          e.preventDefault();
          e.stopPropagation();
        }
      }}
    >
      {children}
    </div>
  );
}

interface MenuButtonProps {
  label: string;
  icon?: IconName;
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
        {icon && <Icon name={icon} />}
        {text}
      </button>
      {anchor && (
        <MenuSheet anchor={anchor} label={label} onClose={close} owner={button.current}>
          {children(close)}
        </MenuSheet>
      )}
    </>
  );
}

interface MenuItemProps {
  onClick: () => void;
  children: ComponentChildren;
  icon?: IconName;
  /** For one of several: true marks the present choice. */
  checked?: boolean;
  hint?: ComponentChildren;
  disabled?: boolean;
  /** A key that chooses this item while the menu is open. */
  keyName?: string;
}

export function MenuItem({
  onClick,
  children,
  icon,
  checked,
  hint,
  disabled = false,
  keyName,
}: MenuItemProps) {
  return (
    <button
      type="button"
      class="menu-item"
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={checked}
      aria-disabled={disabled || undefined}
      aria-keyshortcuts={keyName}
      data-key={keyName}
      tabIndex={-1}
      onClick={() => {
        if (!disabled) onClick();
      }}
    >
      <span class="menu-mark">{checked ? <Icon name="check" /> : icon ? <Icon name={icon} /> : null}</span>
      <span class="menu-words">{children}</span>
      {hint && <span class="menu-hint">{hint}</span>}
      {keyName && <kbd aria-hidden="true">{keyName}</kbd>}
    </button>
  );
}

export function MenuGroup({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div role="group" aria-label={label} class="menu-group">
      <div class="menu-label" aria-hidden="true">
        {label}
      </div>
      {children}
    </div>
  );
}

function items(sheet: Element): HTMLElement[] {
  return [...sheet.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

function firstItem(sheet: Element): HTMLElement | undefined {
  return items(sheet)[0];
}

function pressKey(sheet: Element, key: string): boolean {
  const item = items(sheet).find((one) => one.dataset.key === key);
  item?.click();
  return item !== undefined;
}

function moveFocus(sheet: Element, key: string): boolean {
  const all = items(sheet);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to =
    key === 'ArrowDown'
      ? (at + 1) % all.length
      : key === 'ArrowUp'
        ? (at + all.length - 1) % all.length
        : key === 'Home'
          ? 0
          : key === 'End'
            ? all.length - 1
            : -1;
  if (to < 0) return false;
  all[to]?.focus();
  return true;
}

function place(sheet: HTMLElement, anchor: Anchor): void {
  const gap = 4;
  const below = innerHeight - anchor.bottom;
  const up = below < Math.min(sheet.scrollHeight, innerHeight / 2) && anchor.top > below;
  sheet.style.top = up ? 'auto' : `${anchor.bottom + gap}px`;
  sheet.style.bottom = up ? `${innerHeight - anchor.top + gap}px` : 'auto';
  sheet.style.maxHeight = `${(up ? anchor.top : below) - 2 * gap}px`;
  const width = sheet.offsetWidth;
  const left = anchor.left + width + gap > innerWidth ? anchor.right - width : anchor.left;
  sheet.style.left = `${Math.max(gap, Math.min(left, innerWidth - width - gap))}px`;
}
