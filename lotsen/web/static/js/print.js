// A button that opens the browser's print dialogue; it is shown only where a script can do that.
for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
