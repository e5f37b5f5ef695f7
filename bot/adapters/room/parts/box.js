// A box to type in. What is half typed is kept in the browser, and so is what was sent until the room has it.
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keep(key, value) {
  try {
    if (value === null || value.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A full or closed storage: the text is in the box all the same.
  }
}

function number() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const TOUCH = window.matchMedia("(pointer: coarse)");

export default {
  props: {
    draft: String, // the key it is kept under; without one, nothing is kept
    value: { type: String, default: "" },
    label: String,
    hint: String,
    name: String, // in a form: the field's name
    required: Boolean,
    lines: { type: Number, default: 1 },
    send: String, // the label of the button that sends; without one, a form's own does
    listed: String, // the name of the list of completions
    found: Object, // completions: {text, options: [{text, about}]}
    cursor: String, // "wide": the cursor goes here on a wide screen; "always"
  },
  emits: ["send", "complete", "leave"],
  template: `
    <div class="box">
      <ul v-if="options.length" :id="uid" class="completions" role="listbox" :aria-label="listed">
        <li v-for="(option, i) in options" :key="option.text" :id="uid + '-' + i" role="option"
            :aria-selected="i === chosen" @mousedown.prevent="take(i)">
          <b>{{ option.text }}</b><span v-if="option.about">{{ option.about }}</span>
        </li>
      </ul>
      <textarea ref="input" v-model="text" :name="name" :aria-label="label" :placeholder="hint" :rows="lines"
        :required="required" autocomplete="off" :aria-autocomplete="listed ? 'list' : null"
        :aria-controls="options.length ? uid : null"
        :aria-activedescendant="options.length && chosen >= 0 ? uid + '-' + chosen : null"
        @input="typed" @keydown="key" @blur="closed = true"></textarea>
      <button v-if="send" type="button" class="primary" :disabled="!text.trim()" @click="post">{{ send }}</button>
    </div>`,
  data() {
    return { text: "", chosen: -1, closed: false, uid: "found-" + number() };
  },
  computed: {
    options() {
      return !this.closed && this.found && this.found.text === this.text ? this.found.options : [];
    },
    here() {
      return "hotseat:draft:" + this.draft;
    },
    onItsWay() {
      return "hotseat:sent:" + this.draft;
    },
  },
  watch: {
    draft() {
      this.restore();
    },
  },
  mounted() {
    this.restore();
    this.sendAgain();
    // What was sent just when the connection broke is sent once more; the room knows it by its number.
    this.$nextTick(() => window.socket?.io.on("reconnect", this.sendAgain));
    const wanted = this.cursor === "always" || (this.cursor === "wide" && !TOUCH.matches);
    // Not away from what somebody is typing just now.
    const typing = document.activeElement?.tagName === "TEXTAREA" && document.activeElement.value;
    if (wanted && !typing && this.$el.offsetParent !== null) this.focus();
  },
  unmounted() {
    window.socket?.io.off("reconnect", this.sendAgain);
  },
  methods: {
    sendAgain() {
      for (const sent of read(this.onItsWay) ?? []) this.$emit("send", sent);
    },
    restore() {
      this.text = (this.draft && read(this.here)) || this.value;
      this.$nextTick(this.fit);
    },
    fit() {
      const input = this.$refs.input;
      if (!input) return;
      input.style.height = "auto";
      input.style.height = input.scrollHeight + 2 + "px";
    },
    focus() {
      const input = this.$refs.input;
      input.focus();
      input.setSelectionRange(input.value.length, input.value.length);
    },
    changed() {
      if (this.draft) keep(this.here, this.text === this.value ? null : this.text);
      this.chosen = -1;
      this.closed = false;
      this.$nextTick(this.fit);
    },
    typed() {
      this.changed();
      if (this.listed && this.text.startsWith("/") && !this.text.includes("\n")) this.$emit("complete", this.text);
    },
    put(text) {
      this.text = text;
      this.changed();
    },
    take(i) {
      this.text = this.options[i].text + " ";
      this.typed();
      this.focus();
    },
    key(event) {
      if (event.isComposing) return;
      const open = this.options.length;
      if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        this.chosen = this.chosen < 0 ? (step > 0 ? 0 : open - 1) : (this.chosen + step + open) % open;
      } else if (open && event.key === "Tab" && !event.shiftKey) {
        event.preventDefault();
        this.take(Math.max(this.chosen, 0));
      } else if (open && event.key === "Enter" && this.chosen >= 0) {
        event.preventDefault();
        this.take(this.chosen);
      } else if (event.key === "Escape") {
        if (open) {
          event.stopPropagation();
          this.closed = true;
        } else this.$emit("leave");
      } else if (this.send && event.key === "Enter" && !event.shiftKey && !TOUCH.matches) {
        event.preventDefault();
        this.post();
      }
    },
    post() {
      if (!this.text.trim()) return;
      const sent = { text: this.text, number: number() };
      keep(this.onItsWay, [...(read(this.onItsWay) ?? []), sent]);
      this.put("");
      this.$emit("send", sent);
    },
    // The room has it.
    stored(number) {
      keep(this.onItsWay, (read(this.onItsWay) ?? []).filter((sent) => sent.number !== number));
    },
    // The room would not take it: it goes back into the box.
    refused(number) {
      const sent = (read(this.onItsWay) ?? []).find((sent) => sent.number === number);
      this.stored(number);
      if (!sent) return;
      this.put([sent.text, this.text].filter(Boolean).join("\n"));
      this.closed = true;
      this.focus();
    },
    // A form was sent: its draft has done its service.
    forget() {
      keep(this.here, null);
    },
    done() {
      keep(this.here, null);
      keep(this.onItsWay, null);
      return true;
    },
  },
};
