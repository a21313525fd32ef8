/** The entry of the page: everything else is reached from here. */
import './styles/index.css';
import './text_size';
import './theme';
import { render } from 'preact';
import { App } from './app';
import { firstLocale, loadOtherLocales, setLocale } from './i18n';
import { loadTheRest } from './widgets/later';

const restDelay = 2000; // ms after the first drawing: what comes later must not delay the text

await setLocale(firstLocale());
render(<App />, document.getElementById('app')!);
setTimeout(() => void loadTheRest().then(loadOtherLocales), restDelay);
