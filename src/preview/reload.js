(() => {
  if (self !== top) return;
  if (oideyoProblems) {
    const box = document.createElement('pre');
    box.setAttribute('role', 'alert');
    box.textContent = oideyoProblems;
    box.style.cssText = 'position:fixed;inset:0 0 auto 0;max-height:60vh;overflow:auto;margin:0;padding:16px;background:#fff;color:#1f2933;border-bottom:6px solid #c2410c;font:14px/1.6 monospace;white-space:pre-wrap;z-index:9999';
    document.body.prepend(box);
  }
  new EventSource('/.oideyo/events?page=' + encodeURIComponent(oideyoPage)).addEventListener('change', () => location.reload());
})();
