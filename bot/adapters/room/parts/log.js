// Messages, in order; it stays at the newest one while the reader is there, and keeps the cursor when what had it goes.
export default {
  props: { label: String },
  template: `
    <div role="log" tabindex="0" :aria-label="label" @scroll.passive="moved" @focusin="entered" @focusout="left">
      <slot></slot>
    </div>`,
  data() {
    return { atEnd: true };
  },
  mounted() {
    this.watcher = new MutationObserver(this.changed);
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
    entered(event) {
      this.focused = event.target;
      this.around = event.target.closest("article");
    },
    // What was taken away did not let go of the cursor by itself.
    left(event) {
      queueMicrotask(() => {
        if (event.target.isConnected && this.focused === event.target) this.focused = null;
      });
    },
    changed() {
      this.follow();
      if (this.focused && !this.focused.isConnected && document.activeElement === document.body) this.recover();
    },
    // A reader by keyboard goes on where they were: in the same message, else among the messages.
    recover() {
      const there = this.around?.isConnected ? this.around : null;
      const next = there?.querySelector("[autofocus]") ?? there?.querySelector("button") ?? this.$el;
      next.focus({ preventScroll: true });
    },
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
