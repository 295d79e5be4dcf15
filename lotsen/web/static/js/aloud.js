// Reads the text of a page aloud with a voice of this device; no voice for the language here: no button, no network.

const button = document.querySelector("[data-aloud]");
const speech = globalThis.speechSynthesis;

function voiceFor(language) {
  const wanted = language.toLowerCase().split("-")[0];
  return speech.getVoices().find((voice) => voice.localService && voice.lang.toLowerCase().split(/[-_]/)[0] === wanted);
}

function pieces() {
  const found = [];
  for (const part of document.querySelectorAll("[data-read]")) {
    const lines = part.querySelectorAll("h1, p, li, span");
    for (const line of lines.length ? lines : [part]) {
      found.push({ text: line.textContent.trim(), language: line.closest("[lang]").lang });
    }
  }
  for (const answer of document.querySelectorAll(".family-answers .kern-label")) {
    found.push({ text: answer.textContent.trim(), language: answer.closest("[lang]").lang });
  }
  return found.filter((piece) => piece.text);
}

function show() {
  const found = pieces();
  button.hidden = found.length === 0 || !found.every((piece) => voiceFor(piece.language));
}

function stop() {
  speech.cancel();
  button.firstElementChild.textContent = button.dataset.textStart;
}

function read() {
  if (speech.speaking) {
    stop();
    return;
  }
  const spoken = pieces();
  spoken.forEach((piece, index) => {
    const words = new SpeechSynthesisUtterance(piece.text);
    words.voice = voiceFor(piece.language);
    words.lang = words.voice.lang;
    words.rate = 0.9;
    if (index === spoken.length - 1) words.addEventListener("end", stop);
    speech.speak(words);
  });
  button.firstElementChild.textContent = button.dataset.textStop;
}

if (button && speech && globalThis.SpeechSynthesisUtterance) {
  button.dataset.textStart = button.textContent.trim();
  speech.addEventListener?.("voiceschanged", show);
  button.addEventListener("click", read);
  addEventListener("pagehide", () => speech.cancel());
  show();
}
