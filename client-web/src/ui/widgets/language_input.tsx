/** Where languages are chosen: from a list, by name, while any other tag may be typed. */
import { useId } from 'preact/hooks';
import { languageTitle } from '../i18n/format';
import { suggestedTags } from '../language_tags';

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** Several of them, with commas between. */
  several?: boolean;
}

export function LanguageInput({ value, onChange, several = false }: Props) {
  const list = useId();
  return (
    <>
      <input
        value={value}
        list={list}
        onInput={(e) => onChange(several ? e.currentTarget.value : e.currentTarget.value.trim())}
      />
      <datalist id={list}>
        {suggestedTags(several ? value : '').map(([typed, tag]) => (
          <option key={tag} value={typed}>
            {languageTitle(tag)}
          </option>
        ))}
      </datalist>
    </>
  );
}
