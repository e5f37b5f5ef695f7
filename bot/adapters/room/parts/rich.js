// Shows text with its parts, [name, attributes, inside] each: only these names and attributes, and never from HTML.
import { h } from "vue";

const NAMES = new Set(
  ("a b blockquote br code div em h3 h4 h5 h6 hr li ol p pre span strong table tbody td th thead time tr ul").split(" "),
);
const CLASSES = new Set(["typed", "rank", "points", "ranking", "wide", "short"]);
const SCHEMES = /^(https?:\/\/|mailto:)/i;

function write(at, options) {
  return new Intl.DateTimeFormat("en-GB", { hourCycle: "h23", ...options }).format(at);
}

// An instant on the reader's own clock: Mon 23 Nov 09:30; briefly, only the time of what was today.
function clock(iso, brief) {
  const at = new Date(iso);
  const now = new Date();
  const time = write(at, { hour: "2-digit", minute: "2-digit" });
  if (brief && at.toDateString() === now.toDateString()) return time;
  const year = at.getFullYear() === now.getFullYear() ? "" : ` ${at.getFullYear()}`;
  const day = `${write(at, { weekday: "short" })} ${at.getDate()} ${write(at, { month: "short" })}`;
  return `${day}${year} ${time}`;
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
      if (location.pathname !== given.href) history.pushState(null, "", given.href);
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
  if (name === "time") {
    const { datetime } = given;
    return h("time", { datetime, title: whole(datetime) }, clock(datetime, given.class === "brief"));
  }
  return h(name, attributes(name, given, go), within);
}

export default {
  props: { nodes: Array, tag: { type: String, default: "div" } },
  emits: ["go"],
  render() {
    return h(this.tag, this.nodes.map((node) => build(node, (path) => this.$emit("go", path))));
  },
};
