/** The entry of the page: everything else is reached from here. */
import './styles/index.css';
import './theme';
import { render } from 'preact';
import { App } from './app';

render(<App />, document.getElementById('app')!);
