// The SQL editor: highlighting, completion of tables, columns and functions, Ctrl or Cmd with Enter to
// run. Without this file the text area that it stands for does the same job plainly. Tab is not taken: it
// leads out of the editor, as out of any field.

import {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { SQLDialect, sql } from "@codemirror/lang-sql";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { EditorSelection, EditorState, Text } from "@codemirror/state";
import {
  Decoration, EditorView, drawSelection, highlightActiveLine, keymap, lineNumbers, placeholder,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const area = document.querySelector("textarea.query");
const known = JSON.parse(area?.dataset.known ?? "null");

/** Columns of the tables that the query names; of all tables as long as it names none. None where a table is meant. */
function columns(context) {
  const word = context.matchBefore(/\w+/);
  if (!word && !context.explicit) return null;
  if (context.matchBefore(/\b(?:from|join)\s+\w*/i)) return null;
  const before = context.state.sliceDoc(Math.max(0, (word?.from ?? context.pos) - 1), word?.from ?? context.pos);
  if (before === "." || before === "'") return null;
  const words = new Set(context.state.doc.toString().toLowerCase().match(/\w+/g));
  const named = known.tables.filter((table) => words.has(table.name));
  const seen = new Set();
  const options = [];
  for (const table of named.length > 0 ? named : known.tables) {
    for (const column of table.columns) {
      if (seen.has(column.name)) continue;
      seen.add(column.name);
      options.push({ label: column.name, type: "property", detail: table.name, info: column.meaning, boost: 2 });
    }
  }
  return { from: word?.from ?? context.pos, options, validFor: /^\w*$/ };
}

const keywords =
  "all and any array as asc between by case cast cross current desc describe distinct else end escape except exists " +
  "explain extract false filter first following for from full group having ilike in inner intersect interval is join " +
  "last lateral left like limit natural not null nulls offset on or order outer over partition preceding range " +
  "recursive right row rows select show similar some table tables then to true unbounded union unnest using values " +
  "when where window with within analyze";
const types =
  "bigint boolean char date decimal double float int integer numeric real smallint string text time timestamp tinyint varchar";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ev-result)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--ev-thought)" },
  { tag: [tags.standard(tags.name), tags.typeName], color: "var(--ev-people)" },
  { tag: tags.comment, color: "var(--ink-faint)", fontStyle: "italic" },
]);

const looks = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", fontSize: "0.95rem", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: "0.6rem 0" },
  ".cm-gutters": { backgroundColor: "var(--sunken)", color: "var(--ink-faint)", border: "0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--accent-wash) 55%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  ".cm-placeholder": { color: "var(--ink-faint)" },
  ".cm-wrong": { textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "0.25em" },
  ".cm-tooltip": {
    backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--rule-strong)",
    borderRadius: "var(--round)", overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", maxHeight: "14em" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionDetail": { color: "inherit", opacity: "0.85", fontStyle: "normal", marginLeft: "1em" },
  ".cm-completionInfo": { maxWidth: "18rem", fontFamily: "var(--sans)", fontSize: "0.85rem", padding: "0.4rem 0.6rem" },
});

/** The place that an error names, underlined. */
function wrong(text) {
  const line = Number(area.dataset.line);
  if (!line || line > text.lines) return [];
  const from = Math.min(text.line(line).from + Number(area.dataset.column) - 1, text.length);
  const rest = text.sliceString(from, text.line(line).to).match(/^\w+|^\S?/)[0];
  const mark = Decoration.mark({ class: "cm-wrong" });
  return rest ? [EditorView.decorations.of(Decoration.set([mark.range(from, from + rest.length)]))] : [];
}

function begin() {
  const form = area.form;
  const host = document.createElement("div");
  host.className = "editor";
  area.before(host);
  // In a shadow of its own the editor's styles are sheets made by script, which the content policy allows;
  // in the page they would be style elements, which it does not.
  const root = host.attachShadow({ mode: "open" });
  const run = () => {
    form.requestSubmit(form.querySelector("[name=run]"));
    return true;
  };
  const dialect = SQLDialect.define({
    keywords, types, builtin: known.functions.join(" "), doubleQuotedStrings: false, operatorChars: "*+-%<>!=&|^/#~?",
  });
  const state = EditorState.create({
    doc: area.value,
    extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
      EditorView.lineWrapping,
      sql({
        dialect,
        upperCaseKeywords: true,
        schema: Object.fromEntries(known.tables.map((table) => [table.name, table.columns.map((column) => ({
          label: column.name, type: "property", detail: column.type, info: column.meaning,
        }))])),
        tables: known.tables.map((table) => ({ label: table.name, type: "class", info: table.row, boost: 1 })),
      }),
      dialect.language.data.of({ autocomplete: columns }),
      autocompletion({ icons: false, defaultKeymap: false }),
      syntaxHighlighting(colours),
      keymap.of([
        { key: "Mod-Enter", run, preventDefault: true },
        { key: "Tab", run: (view) => completionStatus(view.state) === "active" && acceptCompletion(view) },
        // Enter begins a new line whatever is suggested: a name is written to its end more often than taken.
        ...completionKeymap.filter((binding) => binding.key !== "Enter"),
        ...closeBracketsKeymap, ...historyKeymap, ...defaultKeymap,
      ]),
      placeholder("SELECT …"),
      EditorView.contentAttributes.of({ "aria-label": area.getAttribute("aria-label"), spellcheck: "false" }),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        area.value = update.state.doc.toString();
        for (const field of document.querySelectorAll("[data-query]")) field.value = area.value;
      }),
      looks,
      wrong(Text.of(area.value.split(/\r\n?|\n/))),
    ],
  });
  const view = new EditorView({ state, parent: root, root });
  area.hidden = true;
  const line = Number(area.dataset.line);
  if (line && line <= view.state.doc.lines) {
    const at = Math.min(view.state.doc.line(line).from + Number(area.dataset.column) - 1, view.state.doc.length);
    view.dispatch({ selection: EditorSelection.cursor(at) });
  }
}

if (area && known) begin();
