// Libraries that the page needs a little later than its map. The head names them (fetched meanwhile); they run when they are asked for.
const running = new Map();

/** Runs the library of <link id="NAME-library">, once. Rejects when it cannot be fetched; the next call tries again. */
export const library = (name) => {
  if (!running.has(name)) {
    running.set(name, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = document.getElementById(`${name}-library`).href;
      // Blazor would start by itself; circuit.js does it.
      script.setAttribute('autostart', 'false');
      script.onload = resolve;
      script.onerror = () => {
        running.delete(name);
        script.remove();
        reject(new Error('A part of the page could not be fetched. Try again when the server answers.'));
      };
      document.head.append(script);
    }));
  }
  return running.get(name);
};
