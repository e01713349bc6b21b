{#- What a playlist means: which slides are current, and what comes next. Nothing here knows the stage or the network.
    Its shape is described in src/channels/signage/playlist.rs. -#}
const ORIENTATION = document.body.className;

/** Seconds since 1970. A clock that is earlier than the build is wrong: then it is the moment of the build. */
function trusted(list) {
  return Math.max(Date.now() / 1000, list.built);
}

/** For each slide its pictures at `now`; none: it is not current, or its course has its share already. */
function current(list, now) {
  const shown = Object.create(null);
  return list.slides.map((slide) => {
    const step = slide.steps.filter(([from]) => from <= now).pop();
    const pictures = step ? step[1] : [];
    if (slide.kind !== 'announcement' || pictures.length === 0) return pictures;
    shown[slide.course] = (shown[slide.course] || 0) + 1;
    return shown[slide.course] > list.perCourse ? [] : pictures;
  });
}

/** The next place in the round behind `place` whose slide is ready, where there is one with another slide; -1: none is. */
function placeAfter(round, place, isReady) {
  const places = round.map((_, step) => (place + 1 + step) % round.length).filter((at) => isReady(round[at]));
  const other = places.find((at) => round[at] !== round[place]);
  return other !== undefined ? other : places.length > 0 ? places[0] : -1;
}

/** Layout A or B, an hour each. A wrong clock still goes, so it need not be trusted here. */
function byHour(pictures) {
  const mirrored = pictures.length > 1 && Math.floor(Date.now() / 3600000) % 2 === 1;
  return mirrored ? [pictures[1], pictures[0]] : pictures;
}

/** All files of a playlist, those that are needed first at the front. */
function filesOf(list) {
  const now = current(list, trusted(list));
  const films = list.slides.map((slide) => slide.film).filter(Boolean);
  const later = list.slides.map((slide) => slide.steps.map((step) => step[1]));
  const pictures = list.round.map((slide) => byHour(now[slide])).concat([list.standing], ...later);
  return Array.from(new Set([].concat(...pictures, films)));
}

/** The place in `list` of a slide of another one; -1: it is gone. */
function placeOf(list, slide) {
  const isSame = (other) => ['kind', 'course', 'alt'].every((key) => other[key] === slide[key]);
  return list.round.findIndex((number) => isSame(list.slides[number]));
}

/** Whether what a server sent is a playlist. Its files are beside the player, never elsewhere. */
function isPlaylist(value) {
  const isFile = (file) => typeof file === 'string' && /^[^:?#\\]+$/.test(file) && !/^\/|\.\.\//.test(file);
  const isFiles = (files) => Array.isArray(files) && files.every(isFile);
  const isStep = (step) => Array.isArray(step) && isFinite(step[0]) && isFiles(step[1]);
  const isSlide = (slide) => slide && typeof slide.alt === 'string' && slide.seconds > 0 && (!slide.film || isFile(slide.film))
    && Array.isArray(slide.steps) && slide.steps.every(isStep);
  return Boolean(value) && isFinite(value.built) && value.perCourse > 0 && isFiles(value.standing)
    && Array.isArray(value.slides) && value.slides.every(isSlide)
    && Array.isArray(value.round) && value.round.every((number) => value.slides[number]);
}
