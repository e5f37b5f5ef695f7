// Messages, in order; it stays at the newest one while the reader is there.
export default {
  props: { label: String },
  template: `<div role="log" tabindex="0" :aria-label="label" @scroll.passive="moved"><slot></slot></div>`,
  data() {
    return { atEnd: true };
  },
  mounted() {
    this.watcher = new MutationObserver(this.follow);
    this.watcher.observe(this.$el, { childList: true, subtree: true, characterData: true });
    this.sizes = new ResizeObserver(this.follow);
    this.sizes.observe(this.$el);
    this.toEnd();
  },
  unmounted() {
    this.watcher.disconnect();
    this.sizes.disconnect();
  },
  methods: {
    moved() {
      const el = this.$el;
      this.atEnd = el.scrollHeight - el.scrollTop - el.clientHeight < 60;
    },
    follow() {
      if (this.atEnd) this.toEnd();
    },
    // What came last, from its beginning where it does not fit as a whole.
    toEnd() {
      const el = this.$el;
      const last = el.lastElementChild;
      this.atEnd = true;
      el.scrollTop = el.scrollHeight;
      if (last && last.offsetHeight > el.clientHeight) el.scrollTop = last.offsetTop - el.offsetTop;
    },
  },
};
