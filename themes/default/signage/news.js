{#- What is new. Over http(s) a player asks for the playlist about every minute, fetches all that a new one needs and only
    then hands it over; where the player itself is newer, the page is loaded again. From file://, where nothing can be asked,
    it is loaded again once a night. Without an answer all goes on as it is. -#}
const MINUTE = 60000, HOUR = 3600000;

/** `first` is the playlist at hand; `inUse` gives the files that are needed, whatever comes; `hand` takes a newer one. */
function lookForNews(first, inUse, hand) {
  let known = first;
  const again = () => setTimeout(look, MINUTE * (0.85 + 0.3 * Math.random()));

  function look() {
    ask('playlist.json', 'json', 60, (lists) => {
      const list = lists && lists[ORIENTATION];
      if (!isPlaylist(list)) again();
      else if (list.player !== first.player && performance.now() > HOUR) reload(list.player, () => take(list));
      else take(list);
    });
  }

  function take(list) {
    const isNew = JSON.stringify(list) !== JSON.stringify(known), files = filesOf(list);
    pictures.keep(files.concat(inUse()));
    pictures.fetch(files, (whole) => {
      if (isNew && whole) {
        known = list;
        hand(list);
      }
      again();
    });
  }

  pictures.fetch(filesOf(first), again);
}

/** Loads the page again when the server has the new one: never into an error page, and, since it takes an open hour before
    it comes here, not again and again where a cache keeps an old page. */
function reload(player, otherwise) {
  ask(location.pathname, 'text', 60, (text) => {
    if (text && text.indexOf(player) >= 0) location.reload();
    else otherwise();
  });
}

/** Loads the page again between 3:00 and 4:00, or as soon as it can after that. */
function reloadByNight(isHeld) {
  const night = new Date();
  if (night.getHours() >= 3) night.setDate(night.getDate() + 1);
  night.setHours(3, 1 + 55 * Math.random(), 0, 0);
  let asked = night.getTime();
  setInterval(() => {
    if (Date.now() < asked || isHeld()) return;
    asked = Date.now() + HOUR;
    whenThere(() => location.reload());
  }, MINUTE / 2);
}

/** Does it if the page's own file is still there: a stick may have been taken out, a network drive be away. As a style
    sheet that is for no medium it can be asked for from file:// too, and does nothing. */
function whenThere(act) {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.media = 'not all';
  link.onerror = () => link.remove();
  link.onload = () => { link.remove(); act(); };
  link.href = location.pathname + '?' + Date.now();
  document.head.appendChild(link);
}
