// What static/playbooks/library.js takes from the wheel of django-prose-editor, which has no types of its own.
export const pm: Record<"commands" | "history" | "keymap" | "model" | "state" | "transform" | "view", any>;
