(() => {
  const Real = Date;
  const ahead = MOMENT - Real.now();
  const now = () => Real.now() + ahead;
  globalThis.Date = new Proxy(Real, {
    construct: (_, parts, made) => Reflect.construct(Real, parts.length ? parts : [now()], made),
    apply: () => new Real(now()).toString(),
    get: (_, key) => (key === 'now' ? now : Reflect.get(Real, key)),
  });
})();
