/**
 * The sheet of a menu, which hangs on a button (menu_button.tsx) or at any place of the page (the margin of an item), and
 * what can stand in it. Arrow keys, Home, End and Escape as people expect them. A sheet may have a heading, a row of
 * choices, and groups that unfold in place: a menu beside a menu would not fit on a phone.
 */
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon, type IconName } from './icon';
import type { Anchor } from './menu_button';

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

/** What the sheet is about, for the eye: its label says it to a screen reader. */
export function MenuHeading({ children }: { children: ComponentChildren }) {
  return (
    <div class="menu-heading" aria-hidden="true">
      {children}
    </div>
  );
}

/** One of a few choices that stand side by side, each an icon above its word. */
export function MenuChoice({ icon, words, hint, checked, keyName, onClick }: MenuChoiceProps) {
  return (
    <button
      type="button"
      class="menu-choice"
      role="menuitemradio"
      aria-checked={checked}
      aria-keyshortcuts={keyName}
      data-key={keyName}
      title={hint}
      tabIndex={-1}
      onClick={onClick}
    >
      <Icon name={icon} size={18} />
      <span class={`status-${icon}`}>{words}</span>
    </button>
  );
}

interface MenuChoiceProps {
  icon: IconName;
  words: string;
  hint: string;
  checked: boolean;
  keyName: string;
  onClick: () => void;
}

/** A group that is folded until somebody asks for it. */
export function MenuFold({ label, children }: { label: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="menu-group">
      <button
        type="button"
        class="menu-item menu-fold"
        role="menuitem"
        aria-expanded={open}
        tabIndex={-1}
        onClick={() => setOpen(!open)}
      >
        <span class="menu-mark" />
        <span class="menu-words">{label}</span>
        <Icon name="chevron" />
      </button>
      {open && children}
    </div>
  );
}

function items(sheet: Element): HTMLElement[] {
  return [...sheet.querySelectorAll<HTMLElement>('[role^="menuitem"]')];
}

/** The first item; in a menu that begins with choices of one thing, the present choice. */
function firstItem(sheet: Element): HTMLElement | undefined {
  const [first] = items(sheet);
  const group = first?.getAttribute('role') === 'menuitemradio' && first.closest('[role=group]');
  return (group && group.querySelector<HTMLElement>('[aria-checked=true]')) || first;
}

function pressKey(sheet: Element, key: string): boolean {
  const item = items(sheet).find((one) => one.dataset.key === key);
  item?.click();
  return item !== undefined;
}

function moveFocus(sheet: Element, key: string): boolean {
  const all = items(sheet);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const beside = document.activeElement?.classList.contains('menu-choice');
  const to =
    key === 'ArrowDown' || (beside && key === 'ArrowRight')
      ? (at + 1) % all.length
      : key === 'ArrowUp' || (beside && key === 'ArrowLeft')
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
