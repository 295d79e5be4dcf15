// Registers the service worker, which keeps one page: "no connection". Trusted Types wants its address from a policy.
const WORKER = "/sw.js";
if ("serviceWorker" in navigator && isSecureContext) {
  const policy = globalThis.trustedTypes?.createPolicy("lotsen", {
    createScriptURL(address) {
      if (address !== WORKER) throw new TypeError("no script from elsewhere");
      return address;
    },
  });
  navigator.serviceWorker.register(policy ? policy.createScriptURL(WORKER) : WORKER, { scope: "/" }).catch(() => {});
}
