// Keeps the address and the title true to what is shown, so that reload, back and forward lead where they should.
export default {
  emits: ["moved"],
  template: `<span hidden></span>`,
  mounted() {
    window.addEventListener("popstate", this.moved);
  },
  unmounted() {
    window.removeEventListener("popstate", this.moved);
  },
  methods: {
    moved() {
      this.$emit("moved", location.pathname);
    },
    show(path, title, instead) {
      document.title = title;
      if (location.pathname === path) return;
      if (instead) history.replaceState(null, "", path);
      else history.pushState(null, "", path);
    },
  },
};
