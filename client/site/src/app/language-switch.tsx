/** Buttons that show the page in another language. */
import { LANGUAGE_NAMES, LANGUAGES, type Language } from './words/language.ts';
import { language, words } from './words/words.ts';

export function LanguageSwitch({ onChoose }: { onChoose(chosen: Language): void }) {
  return (
    <fieldset class="languages">
      <legend class="visually-hidden">{words.value.site.language}</legend>
      {LANGUAGES.map((one) => (
        <button
          key={one}
          type="button"
          class="quiet-button"
          lang={one}
          aria-pressed={one === language.value}
          onClick={() => onChoose(one)}
        >
          {LANGUAGE_NAMES[one]}
        </button>
      ))}
    </fieldset>
  );
}
