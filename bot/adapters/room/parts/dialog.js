// A dialog in front of the page. The browser's own: it holds the cursor, Escape closes it at once, and the cursor goes back.
export default {
  props: { label: String },
  emits: ["left"],
  template: `<dialog :aria-label="label" closedby="any" @close="$emit('left')"><slot></slot></dialog>`,
  mounted() {
    this.$el.showModal();
    const first = this.$el.querySelector("input, textarea, select");
    first?.focus();
    if (first?.value && first.setSelectionRange) first.setSelectionRange(first.value.length, first.value.length);
  },
  methods: {
    close() {
      this.$el.close();
    },
    // Put the cursor where something is wrong, and say so to those who don't see it.
    point(name) {
      for (const field of this.$el.querySelectorAll("[name]")) {
        if (field.name === name) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
        if (field.name === name) field.focus();
      }
    },
  },
};
