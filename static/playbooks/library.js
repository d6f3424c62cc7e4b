/** The one file that knows where ProseMirror comes from: the wheel of django-prose-editor, pinned exactly, whose exports are its own affair. */

import { pm } from "../django_prose_editor/editor.js";

export const { baseKeymap, splitBlock } = pm.commands;
export const { closeHistory, history, isHistoryTransaction, redo, undo } = pm.history;
export const { keymap } = pm.keymap;
export const { Fragment, Schema, Slice } = pm.model;
export const { EditorState, Plugin, PluginKey, TextSelection } = pm.state;
export const { ReplaceStep } = pm.transform;
export const { Decoration, DecorationSet, EditorView } = pm.view;

/**
 * Before a key or a paste is judged: the browser tells of a caret that it moved only a moment later, and on a busy
 * machine after the next key. @param {any} view
 */
export function catchUp(view) {
  if (view.composing) return;
  view.domObserver.forceFlush();
  view.domObserver.flush();
}
