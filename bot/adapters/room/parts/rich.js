// Shows text with its parts, [name, attributes, inside] each: only these names and attributes, and never from HTML.
import { h } from "vue";

const NAMES = new Set(
  ("a b blockquote br code div em h3 h4 h5 h6 hr li ol p pre span strong table tbody td th thead time tr ul").split(" "),
);
const CLASSES = new Set(["typed", "rank", "points", "ranking", "wide"]);
const SCHEMES = /^(https?:\/\/|mailto:)/i;
const DAY = 24 * 3600 * 1000;

function write(at, options) {
  return new Intl.DateTimeFormat("en-GB", { hourCycle: "h23", ...options }).format(at);
}

// An instant on the reader's own clock: 09:30 today, Tue 09:30 within six days, else Mon 23 Nov 09:30.
export function clock(iso) {
  const at = new Date(iso);
  const now = new Date();
  const time = write(at, { hour: "2-digit", minute: "2-digit" });
  if (at.toDateString() === now.toDateString()) return time;
  const weekday = write(at, { weekday: "short" });
  if (at > now && at - now < 6 * DAY) return `${weekday} ${time}`;
  const year = at.getFullYear() === now.getFullYear() ? "" : ` ${at.getFullYear()}`;
  return `${weekday} ${write(at, { day: "numeric", month: "short" })}${year} ${time}`;
}

function whole(iso) {
  return write(new Date(iso), { dateStyle: "full", timeStyle: "short" });
}

function attributes(name, given, go) {
  const kept = {};
  if (CLASSES.has(given.class)) kept.class = given.class;
  if (name === "ol" && given.start) kept.start = given.start;
  if (name === "a" && given.href?.startsWith("/c/")) {
    kept.href = given.href;
    kept.onClick = (event) => {
      event.preventDefault();
      go(given.href);
    };
  } else if (name === "a" && SCHEMES.test(given.href ?? "")) {
    Object.assign(kept, { href: given.href, target: "_blank", rel: "noopener noreferrer nofollow" });
  }
  return kept;
}

function build(node, go) {
  if (typeof node === "string") return node;
  const [name, given, inside] = node;
  const within = inside.map((kid) => build(kid, go));
  if (!NAMES.has(name)) return h("span", within);
  if (name === "time") return h("time", { datetime: given.datetime, title: whole(given.datetime) }, clock(given.datetime));
  return h(name, attributes(name, given, go), within);
}

export default {
  props: { nodes: Array, tag: { type: String, default: "div" } },
  emits: ["go"],
  render() {
    return h(this.tag, this.nodes.map((node) => build(node, (path) => this.$emit("go", path))));
  },
};
