// htmx comes with the admin's look. Nothing here needs it to write styles into the page, to run text, or to ask elsewhere.

Object.assign(window.htmx.config, {
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
});
