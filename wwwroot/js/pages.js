// Every page but that of the review: Blazor draws it and decides; here are only the theme, the account menu, keys and the life of the circuit.
import { chooseGoOn, goesOn, theme } from './choices.js';
import { pauseUntilBack, startBlazor } from './circuit/life.js';
import { attach } from './map/slick-map.js';
import { guardComposition } from './keys/composing.js';
import { watchDataKeys } from './keys/data-keys.js';
import { watchMenu } from './menu.js';
import { hearNews } from './news.js';
import { chooseTheme, watchTheme } from './theme.js';

guardComposition();
watchTheme();
watchDataKeys();
watchMenu();
hearNews({ going: pauseUntilBack });

/** Called by the page: what it shows stands in the address, so that it can be shared and survives a reload. */
const setQuery = (query) => {
  const address = `${location.pathname}${query ? `?${query}` : ''}`;
  if (address !== location.pathname + location.search) history.replaceState(history.state, '', address);
};

/** Called by the page: whether the text is on the clipboard, which a browser may refuse. */
const copy = (text) => navigator.clipboard ? navigator.clipboard.writeText(text).then(() => true, () => false) : false;

const choices = () => ({ theme: theme(), goOn: goesOn() });

// Whose session is over, because they signed out elsewhere or their role or password changed, sees nothing more of the page.
const signedOut = () => location.reload();

globalThis.slickPages = { ready: startBlazor(['blazor', 'mud'], { signedOut }), setQuery, map: attach, copy, choices, chooseTheme, chooseGoOn };
