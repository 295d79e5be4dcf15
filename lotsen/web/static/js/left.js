// Tells a page of the window, should somebody step back to one, that it was left quickly: see leave.js.
globalThis.navigation?.updateCurrentEntry({ state: { left: true } });
