"""Is what a tool built equal in kind to what the others built? Else it would be fast by writing less."""
import html.parser
import re

import gen

BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "th", "td"}
SAMPLE = 20


class Article(html.parser.HTMLParser):
    """The text blocks of a page's <article> in order, and what is bold or linked in them.

    The body is all that follows the booking link; heading levels are not looked at.
    """

    def __init__(self, page):
        super().__init__()
        self.inside = False
        self.head, self.body, self.bold, self.links = [], [], [], []
        self.booking = None
        self.block = self.strong = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "article":
            self.inside = True
        if not self.inside:
            return
        if tag in BLOCKS:
            self.flush()
            self.block = [tag, ""]
        elif tag == "strong":
            self.strong = ""
        elif tag == "a" and attrs.get("class") == "btn":
            self.flush()
            self.booking = attrs["href"]
        elif tag == "a" and self.booking:
            self.links.append(attrs["href"])

    def handle_endtag(self, tag):
        if tag in BLOCKS or tag == "article":
            self.flush()
        if tag == "strong" and self.strong is not None:
            self.bold.append(self.strong)
            self.strong = None
        if tag == "article":
            self.inside = False

    def handle_data(self, data):
        if self.block:
            self.block[1] += data
        if self.strong is not None:
            self.strong += data

    def flush(self):
        tag, text = self.block or ("", "")
        text = " ".join(text.split())
        if text and text != "予約する":
            (self.body if self.booking else self.head).append((tag, text))
        self.block = None

    def fact(self, label):
        """What stands behind a label of the list of facts."""
        texts = [text for _, text in self.head]
        return texts[texts.index(label) + 1] if label in texts else ""

    def words(self):
        """What must be the same whoever built the page."""
        body = [("h" if tag[0] == "h" else tag, text) for tag, text in self.body]
        return {"title": next((text for tag, text in self.head if tag == "h1"), ""), "target": self.fact("対象"),
                "times": re.findall(r"\d\d:\d\d", self.fact("日時")), "day": self.fact("日時")[:10],
                "capacity": re.findall(r"\d+", self.fact("定員")), "booking": self.booking,
                "body": body, "bold": self.bold, "links": self.links}

    def place(self):
        return self.fact("場所") or self.fact("会場")


def pages(out, spec):
    """Slug → page of an event."""
    form = re.compile(spec.get("event_file", r"events/e\d{5,}/index\.html"))
    names = (path.relative_to(out).as_posix() for path in out.rglob("*.html"))
    return {re.search(r"e\d{5,}", name)[0]: out / name for name in names if form.fullmatch(name)}


def shape(out, spec, records):
    """Stops where pages, lists, feed or sitemap are not what all write."""
    n, found = len(records), pages(out, spec)
    link = re.compile(spec.get("event_link", r"/events/e\d{5,}/"))
    courses = list(out.glob(spec.get("courses", "courses/*/index.html")))
    first = found[records[0]["slug"]].read_text()
    expect = {
        "event pages": (len(found), n),
        "events on the home page": (len(link.findall((out / "index.html").read_text())), n),
        "events over the course pages": (sum(len(link.findall(page.read_text())) for page in courses), n),
        "feed entries": ((out / spec.get("feed", "atom.xml")).read_text().count("<entry>"), min(n, gen.FEED_LIMIT)),
        "events in the sitemap": (len(link.findall((out / "sitemap.xml").read_text())), n),
        "course pages": (len(courses), len({r["course"] for r in records})),
        "the first event's fields": (all(records[0][key] in first for key in ("title", "place", "target")), True),
        "a table": ("<table>" in first, True),
        "a page for addresses that are not there": ((out / "404.html").is_file(), True),
    }
    if "calendars" in spec:
        calendars = [path.read_text() for path in out.glob(spec["calendars"])]
        expect["calendars of one event"] = (sum(text.count("BEGIN:VEVENT") == 1 for text in calendars), n)
    wrong = {name: pair for name, pair in expect.items() if pair[0] != pair[1]}
    if wrong:
        raise SystemExit(f"{out}: not what all write (got, expected): {wrong}")


def words(sites, records):
    """Stops where a sampled event says something else in one site than in the first; gives the number compared."""
    step = max(1, len(records) // SAMPLE)
    sample = records[::step][:SAMPLE]
    found = {tool: pages(out, spec) for tool, (out, spec) in sites.items()}
    for record in sample:
        articles = {tool: Article(found[tool][record["slug"]].read_text()) for tool in sites}
        said = {tool: article.words() | {"place": article.place()} for tool, article in articles.items()}
        reference, *others = said
        written = {"title": record["title"], "target": record["target"], "place": record["place"],
                   "booking": record["booking_url"], "capacity": [str(record["capacity"])],
                   "day": f"{record['starts']:%Y-%m-%d}", "times": [f"{record[key]:%H:%M}" for key in ("starts", "ends")]}
        for name, value in written.items():
            if said[reference][name] != value:
                raise SystemExit(f"{reference} {record['slug']}: {name} is {said[reference][name]!r}, not {value!r}")
        for tool in others:
            for name, value in said[reference].items():
                if said[tool][name] != value:
                    raise SystemExit(f"{record['slug']}: {name}: {reference} {value!r}, {tool} {said[tool][name]!r}")
        if len(said[reference]["body"]) < 12:
            raise SystemExit(f"{record['slug']}: a body of {said[reference]['body']}")
    return len(sample)
