import type { ComponentChildren } from 'preact';

/** A label above its control, and a hint below it that is read together with it. */
export function Field({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: ComponentChildren;
}) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      {children}
      {hint && <span class="field-hint">{hint}</span>}
    </label>
  );
}

export function Problem({ children }: { children: ComponentChildren }) {
  return (
    <p class="field-problem" role="alert">
      {children}
    </p>
  );
}
