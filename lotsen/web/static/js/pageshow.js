// A page that the browser kept in its back-forward cache may show a family after signing out: ask the server again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
