// A channel in the list: it shows whether this browser has read what is newest there.

export default {
  props: { place: String, path: String, name: String, newest: Number, open: Boolean, unread: String },
  emits: ["go"],
  template: `
    <a :href="path" class="channel" :class="{ open, unread: isUnread }" :aria-current="open ? 'page' : null"
       @click.exact.prevent="go">
      <span class="name">{{ name }}</span><span v-if="isUnread" class="mark">{{ unread }}</span>
    </a>`,
  data() {
    return { read: this.lastRead() };
  },
  computed: {
    isUnread() {
      return !this.open && this.newest > this.read;
    },
  },
  watch: {
    newest() {
      this.look();
    },
    open() {
      this.look();
    },
  },
  mounted() {
    document.addEventListener("visibilitychange", this.look);
    this.look();
  },
  unmounted() {
    document.removeEventListener("visibilitychange", this.look);
  },
  methods: {
    // At once, so that going back at once leads where it should.
    go() {
      if (location.pathname !== this.path) history.pushState(null, "", this.path);
      this.$emit("go", this.path);
    },
    key() {
      return "hotseat:read:" + this.place;
    },
    lastRead() {
      try {
        const kept = localStorage.getItem(this.key());
        if (kept !== null) return Number(kept);
        // What was there before this browser came is not news to it.
        localStorage.setItem(this.key(), String(this.newest));
      } catch {
        // Without a storage nothing is remembered, so nothing is news.
      }
      return this.newest;
    },
    look() {
      if (!this.open || document.hidden) return;
      try {
        localStorage.setItem(this.key(), String(this.newest));
      } catch {
        // As above.
      }
      this.read = this.newest;
    },
  },
};
