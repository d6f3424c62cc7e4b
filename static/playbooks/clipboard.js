/** What is pasted, dropped and copied is plain text: to the letter where it comes as such, else the words of its page. */

import { plain, putText } from "./document.js";
import { textOfHtml } from "./html_text.js";
import { catchUp, closeHistory, Plugin } from "./library.js";

export function clipboard() {
  return new Plugin({
    props: {
      // Before the library sees them, which would put the HTML into a document of its own first.
      handleDOMEvents: { copy, cut, drop, paste },
    },
  });
}

/** @param {any} view @param {ClipboardEvent} event */
function paste(view, event) {
  catchUp(view);
  const { from, to } = view.state.selection;
  return put(view, event, wordsOf(event.clipboardData), from, to);
}

/** What is dragged from elsewhere; a piece of the text itself is moved by the library. @param {any} view @param {DragEvent} event */
function drop(view, event) {
  const there = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
  return !view.dragging && there !== undefined && put(view, event, wordsOf(event.dataTransfer), there, there);
}

/** @param {DataTransfer | null} data */
function wordsOf(data) {
  const html = data?.getData("text/html");
  return (html && textOfHtml(html)) || plain(data?.getData("text/plain") ?? "");
}

/** @param {any} view @param {Event} event @param {string} words @param {number} from @param {number} to */
function put(view, event, words, from, to) {
  event.preventDefault();
  if (words) view.dispatch(putText(closeHistory(view.state.tr), from, to, words).scrollIntoView().setMeta("paste", true));
  return true;
}

/** @param {any} view @param {ClipboardEvent} event */
function copy(view, event) {
  catchUp(view);
  const { empty, from, to } = view.state.selection;
  if (empty || !event.clipboardData) return false;
  event.clipboardData.setData("text/plain", view.state.doc.textBetween(from, to, "\n"));
  event.preventDefault();
  return true;
}

/** @param {any} view @param {ClipboardEvent} event */
function cut(view, event) {
  if (!copy(view, event)) return false;
  view.dispatch(closeHistory(view.state.tr).deleteSelection().scrollIntoView());
  return true;
}
