// Every page but that of the review: Blazor draws it and decides; here are only the theme, the account menu, keys and the life of the circuit.
import { pauseUntilBack, startBlazor } from './circuit/life.js';
import { attach } from './map/slick-map.js';
import { guardComposition } from './keys/composing.js';
import { watchDataKeys } from './keys/data-keys.js';
import { watchMenu } from './menu.js';
import { hearNews } from './news.js';
import { watchTheme } from './theme.js';

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

globalThis.slickPages = { ready: startBlazor(['blazor', 'mud']), setQuery, map: attach };
