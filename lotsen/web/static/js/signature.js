// A field to sign in with finger, pen or mouse. What is drawn goes into the form as whole numbers and nowhere else:
// {"w", "h", "s": [[x, y, x, y, …], …]} in units of the field, at most 200 strokes, 5,000 points and 40 KB.
// Without this script the choice "signed on the tablet" is not offered.

const WIDTH = 600;
const HEIGHT = 200;
const MOST_STROKES = 200;
const MOST_POINTS = 5000;
const MOST_BYTES = 40000;
const NEAR = 2;

class Pad {
  constructor(part) {
    this.part = part;
    this.text = part.dataset;
    this.canvas = part.querySelector("canvas");
    this.paper = this.canvas.getContext("2d");
    this.kept = part.querySelector("input[type=hidden]");
    this.status = part.querySelector("[role=status]");
    this.strokes = this.read();
    this.pen = null;
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.go(event));
    for (const kind of ["pointerup", "pointercancel"]) this.canvas.addEventListener(kind, (event) => this.end(event));
    part.querySelector("button").addEventListener("click", () => this.clear());
    this.draw();
    this.say();
  }

  read() {
    try {
      return JSON.parse(this.kept.value).s ?? [];
    } catch {
      return [];
    }
  }

  get count() {
    return this.strokes.reduce((sum, stroke) => sum + stroke.length / 2, 0);
  }

  get isFull() {
    const size = JSON.stringify(this.strokes).length;
    return this.strokes.length >= MOST_STROKES || this.count >= MOST_POINTS || size >= MOST_BYTES;
  }

  point(event) {
    const box = this.canvas.getBoundingClientRect();
    const within = (at, size, most) => Math.min(most, Math.max(0, Math.round((at / size) * most)));
    return [within(event.clientX - box.left, box.width, WIDTH), within(event.clientY - box.top, box.height, HEIGHT)];
  }

  begin(event) {
    if (this.pen !== null || event.button !== 0 || this.isFull) return;
    event.preventDefault();
    this.pen = event.pointerId;
    this.canvas.setPointerCapture(this.pen);
    this.strokes.push(this.point(event));
    this.draw();
  }

  go(event) {
    if (event.pointerId !== this.pen || this.isFull) return;
    const stroke = this.strokes.at(-1);
    for (const step of event.getCoalescedEvents?.() ?? [event]) {
      const [x, y] = this.point(step);
      if (Math.abs(x - stroke.at(-2)) + Math.abs(y - stroke.at(-1)) >= NEAR && this.count < MOST_POINTS) stroke.push(x, y);
    }
    this.draw();
  }

  end(event) {
    if (event.pointerId !== this.pen) return;
    this.pen = null;
    this.keep();
  }

  clear() {
    this.strokes = [];
    this.draw();
    this.keep();
  }

  keep() {
    this.kept.value = this.strokes.length ? JSON.stringify({ w: WIDTH, h: HEIGHT, s: this.strokes }) : "";
    this.kept.dispatchEvent(new Event("change", { bubbles: true }));
    this.say();
  }

  say() {
    if (this.isFull) this.status.textContent = this.text.textFull;
    else this.status.textContent = this.strokes.length ? this.text.textSigned : this.text.textEmpty;
  }

  draw() {
    const { paper, canvas } = this;
    const scale = canvas.width / WIDTH;
    paper.clearRect(0, 0, canvas.width, canvas.height);
    paper.strokeStyle = getComputedStyle(canvas).color;
    paper.lineWidth = 2 * scale;
    paper.lineCap = "round";
    paper.lineJoin = "round";
    for (const stroke of this.strokes) {
      paper.beginPath();
      paper.moveTo(stroke[0] * scale, stroke[1] * scale);
      for (let at = 0; at < stroke.length; at += 2) paper.lineTo(stroke[at] * scale, stroke[at + 1] * scale);
      paper.stroke();
    }
  }
}

for (const part of document.querySelectorAll("[data-signature]")) {
  part.hidden = false;
  new Pad(part);
}
for (const choice of document.querySelectorAll("[data-signature-choice]")) choice.hidden = false;
