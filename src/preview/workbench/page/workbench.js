// The workbench. It tells others on the page what is selected and what is new:
// `oideyo:session` {id, file} and `oideyo:version` {version}.

const events = new EventSource('/.oideyo/events');
events.onmessage = ({ data }) => {
  window.dispatchEvent(new CustomEvent('oideyo:version', { detail: { version: Number(data) } }));
};
