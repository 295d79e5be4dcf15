// After a form came back with errors, the focus goes to their list.
document.querySelector("[data-error-summary]")?.focus();
