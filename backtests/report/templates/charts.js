// Draws the charts of a page with TradingView Lightweight Charts, from the JSON beside each.
// The SVG of a chart stays in the page: for print, and if a chart cannot be drawn.
(() => {
  "use strict";
  const {createChart, CandlestickSeries, LineSeries, LineStyle, LineType} = window.LightweightCharts;
  const EPOCH = 719163;  // Days from the year 1 to 1970-01-01.
  const DAY = 86400;
  const FEWEST = 5;  // Bars in view at the closest zoom.
  const EDGE = 0.02;  // Part of the view that is left free after the last bar.
  const NEAR = 12;  // Pixels within which a mark is pointed at.
  const LINE = 15;  // Height of a label.
  const SHORT = 0.4;  // Length of a line, in widths of its label, that is labelled.
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  const secondsOf = day => (day - EPOCH) * DAY;
  const isoOf = day => new Date(secondsOf(day) * 1000).toISOString().slice(0, 10);
  const number = (value, digits) => value.toLocaleString("en-US", {minimumFractionDigits: digits, maximumFractionDigits: digits});
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  const sums = steps => { let at = 0; return steps.map(step => at += step); };

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.append(...children);
    return made;
  }

  function coloursOf(host) {
    const style = getComputedStyle(host);
    const read = name => style.getPropertyValue(`--${name}`).trim();
    const names = {line: "price"};
    return {paper: read("paper"), ink: read("ink"), quiet: read("quiet"), grid: read("line"),
      of: name => read(names[name] || name), font: style.fontFamily};
  }

  // The marks of a panel that are no series: spans, points, bands, columns, rules, and the labels.
  class Marks {
    constructor(view, panel) {
      this.view = view;
      this.panel = panel;
      const draw = (zOrder, kinds, labels) => ({zOrder: () => zOrder, renderer: () => ({draw: target =>
        target.useMediaCoordinateSpace(scope => this.draw(scope, kinds, labels))})});
      this.views = [draw("bottom", ["band", "columns"], false), draw("normal", ["spans", "rule"], false),
        draw("top", ["points"], true)];
    }
    attached({series, requestUpdate}) { this.series = series; this.requestUpdate = requestUpdate; }
    detached() { this.series = null; }
    updateAllViews() {}
    paneViews() { return this.views; }
    x(day) { return this.view.chart.timeScale().logicalToCoordinate(this.view.placeOf(day)); }
    y(value) { return this.series.priceToCoordinate(value); }

    // The levels in view, so that the price scale has room for them.
    autoscaleInfo(from, to) {
      if (!this.view.panes) return null;
      const heights = [];
      const seen = (a, b, ...values) => {
        if (this.view.placeOf(b) >= from && this.view.placeOf(a) <= to) heights.push(...values);
      };
      for (const mark of this.panel.marks) {
        if (mark.kind === "spans") mark.y.forEach((y, at) => seen(mark.start[at], mark.end[at], y));
        if (mark.kind === "columns") mark.y.forEach((y, at) => seen(mark.start[at], mark.end[at], y, 0));
        if (mark.kind === "points") mark.y.forEach((y, at) => seen(mark.x[at], mark.x[at], y));
        if (mark.kind === "band") mark.x.forEach((x, at) => seen(x, x, mark.low[at], mark.high[at]));
      }
      heights.push(...this.rulesNear(from, to));
      const known = heights.filter(height => height !== null && (!this.panel.log || height > 0));
      return known.length ? {priceRange: {minValue: Math.min(...known), maxValue: Math.max(...known)}} : null;
    }

    // The rules no further from the prices in view than these are from each other.
    rulesNear(from, to) {
      const [{mark, at}] = this.view.panes.find(pane => pane.marks === this).series;
      const [high, low] = mark.kind === "bars" ? [mark.y[1], mark.y[2]] : [mark.y, mark.y];
      let top = -Infinity, bottom = Infinity;
      this.view.days.slice(Math.max(Math.ceil(from), 0), Math.floor(to) + 1).forEach(day => {
        const n = at.get(day);
        if (n === undefined || high[n] === null) return;
        top = Math.max(top, high[n]);
        bottom = Math.min(bottom, low[n]);
      });
      const rules = this.panel.marks.filter(one => one.kind === "rule" && one.across === "y").map(one => one.at);
      return rules.filter(height => height - top <= top - bottom && bottom - height <= top - bottom);
    }

    draw({context, mediaSize}, kinds, labels) {
      if (!this.series || !this.view.panes) return;
      for (const mark of this.panel.marks.filter(one => kinds.includes(one.kind))) {
        context.save();
        context.strokeStyle = context.fillStyle = this.view.colours.of(mark.colour);
        this[mark.kind](context, mark, mediaSize);
        context.restore();
      }
      if (labels) this.labels(context, mediaSize);
    }

    spans(context, mark) {
      context.lineWidth = mark.width;
      context.setLineDash(mark.dash ? [5, 4] : []);
      context.beginPath();
      mark.y.forEach((height, at) => {
        const left = this.x(mark.start[at]), y = this.y(height);
        if (left === null || y === null) return;
        context.moveTo(left, y);
        context.lineTo(Math.max(this.x(mark.end[at]), left + 1), y);
      });
      context.stroke();
    }

    rule(context, mark, {width, height}) {
      context.lineWidth = mark.across === "y" ? 1.6 : 2;
      context.setLineDash(mark.across === "y" ? [1.6, 4] : []);
      context.beginPath();
      if (mark.across === "y") {
        const y = this.y(mark.at);
        context.moveTo(0, y);
        context.lineTo(width, y);
      } else {
        const x = this.x(mark.at);
        context.moveTo(x, 0);
        context.lineTo(x, height);
        context.fillText(mark.name, x + 5, 12);
      }
      context.stroke();
    }

    band(context, mark) {
      const upper = mark.x.map((x, at) => [this.x(x), mark.high[at]]).filter(point => point[1] !== null);
      const lower = mark.x.map((x, at) => [this.x(x), mark.low[at]]).filter(point => point[1] !== null);
      context.globalAlpha = 0.16;
      context.beginPath();
      [...upper, ...lower.reverse()].forEach(([x, y]) => context.lineTo(x, this.y(y)));
      context.fill();
    }

    columns(context, mark) {
      const zero = this.y(0);
      mark.y.forEach((y, at) => {
        const left = this.x(mark.start[at]);
        context.fillRect(left, this.y(y), Math.max(this.x(mark.end[at]) - left - 0.6, 0.6), zero - this.y(y));
      });
    }

    points(context, mark) {
      const shape = new Path2D(mark.path);
      mark.y.forEach((height, at) => {
        const x = this.x(mark.x[at]), y = this.y(height);
        if (x === null || y === null) return;
        context.save();
        context.translate(x, y);
        context.scale(mark.size, mark.size);
        context.lineWidth = mark.open ? 0.4 : 0.2;
        if (mark.open) {
          context.stroke(shape);
        } else {
          context.fill(shape);
          context.strokeStyle = this.view.colours.paper;
          context.stroke(shape);
        }
        context.restore();
      });
    }

    // Each above or below the right end of its line; one that would cover another is left out.
    labels(context, {width}) {
      const {colours} = this.view, boxes = [];
      context.save();
      context.font = `12px ${colours.font}`;
      context.textBaseline = "bottom";
      context.lineJoin = "round";
      context.lineWidth = 3;
      context.strokeStyle = colours.paper;
      context.fillStyle = colours.quiet;
      const {title} = this.panel;
      if (title) {
        boxes.push([5, 4, 5 + context.measureText(title).width, 4 + LINE]);
        context.strokeText(title, 5, 4 + LINE);
        context.fillText(title, 5, 4 + LINE);
      }
      for (const {text, x: [start, end], y: height} of this.panel.labels) {
        const line = this.y(height), wide = context.measureText(text).width;
        const first = start === null ? 0 : this.x(start), last = end === null ? width : this.x(end);
        if (last < 0 || first > width || last - first < SHORT * wide) continue;
        const left = end === null ? 5 : clamp(Math.min(last, width) - wide, 5, width - wide);
        const free = bottom => bottom >= LINE && !boxes.some(b =>
          left < b[2] && b[0] < left + wide && bottom - LINE < b[3] && b[1] < bottom);
        const bottom = [line - 2, line + 2 + LINE].find(free);
        if (bottom === undefined) continue;
        boxes.push([left, bottom - LINE, left + wide, bottom]);
        context.strokeText(text, left, bottom);
        context.fillText(text, left, bottom);
      }
      context.restore();
    }

    // The note of the mark nearest to a place, if one is near.
    noteAt({x, y}) {
      let nearest = NEAR, found = "";
      for (const mark of this.panel.marks.filter(one => one.kind === "points" && one.notes.length)) {
        mark.y.forEach((height, at) => {
          const away = Math.hypot(this.x(mark.x[at]) - x, this.y(height) - y);
          if (away < nearest) [nearest, found] = [away, mark.notes[at]];
        });
      }
      return found.replace(/\n/g, "; ");
    }
  }

  class View {
    constructor(figure, content) {
      this.content = content;
      this.axes = content.days.map(sums);
      this.days = [...new Set(this.axes.flat())].sort((a, b) => a - b);
      this.places = new Map(this.days.map((day, at) => [day, at]));
      this.box = figure.querySelector(".live");
      this.host = element("div", {class: "canvas", tabindex: "0", role: "application", "aria-roledescription": "chart",
        "aria-label": `${this.box.dataset.label} Arrow keys move the view, plus and minus zoom, 0 shows everything; ` +
          "with Shift, arrow keys move from bar to bar and the values are read."});
      this.readout = element("p", {class: "readout"});
      this.spoken = element("p", {class: "hidden", "aria-live": "polite"});
      this.range = element("span", {class: "range"});
      this.box.prepend(this.toolbar(), this.readout);
      this.box.append(this.host, this.spoken);
      const height = content.panels.reduce((sum, panel) => sum + panel.height, 0);
      this.host.style.height = `${Math.round(height * (innerWidth < 600 ? 0.85 : 1)) + 30}px`;
      this.box.hidden = false;
      this.colours = coloursOf(this.box);
      this.chart = createChart(this.host, this.options());
      this.panes = content.panels.map((panel, at) => this.pane(panel, at));
      this.chart.panes().forEach((pane, at) => pane.setStretchFactor(content.panels[at].height));
      this.restyle();
      this.cursor = null;
      this.fit();
      this.read(null);
      this.listen();
    }

    toolbar() {
      const button = (text, name, act) => {
        const made = element("button", {type: "button", "aria-label": `${name}: ${this.content.title}`}, text);
        made.addEventListener("click", act);
        return made;
      };
      return element("div", {class: "toolbar"},
        button("−", "Zoom out", () => this.zoom(1.6)), button("+", "Zoom in", () => this.zoom(1 / 1.6)),
        ...this.spans().map(([text, name, days]) => button(text, name, () => this.showLast(days))),
        button("all", "Show everything", () => this.fit()), this.range);
    }

    spans() {
      const whole = this.days.at(-1) - this.days[0];
      return [["1 y", "Last year", 366], ["5 y", "Last five years", 1827]].filter(([, , days]) => days < 0.8 * whole);
    }

    options() {
      const {colours} = this;
      return {
        autoSize: true,
        layout: {background: {type: "solid", color: colours.paper}, textColor: colours.quiet, fontSize: 12,
          fontFamily: colours.font, attributionLogo: false,
          panes: {separatorColor: colours.grid, separatorHoverColor: colours.grid, enableResize: false}},
        grid: {vertLines: {color: colours.grid}, horzLines: {color: colours.grid}},
        rightPriceScale: {borderColor: colours.grid},
        timeScale: {borderColor: colours.grid, minBarSpacing: 0.001, rightOffset: 0, timeVisible: false},
        crosshair: {mode: 0, vertLine: {color: colours.quiet, labelBackgroundColor: colours.ink},
          horzLine: {color: colours.quiet, labelBackgroundColor: colours.ink}},
        localization: {locale: "en-GB", dateFormat: "yyyy-MM-dd"},
        // A page scrolls past a chart: vertical drags are its own, and the wheel unless the chart has the focus.
        handleScroll: {mouseWheel: false, vertTouchDrag: false, horzTouchDrag: true, pressedMouseMove: true},
        handleScale: {mouseWheel: false, pinch: true, axisPressedMouseMove: true, axisDoubleClickReset: true},
        kineticScroll: {touch: !still.matches, mouse: false},
      };
    }

    pane(panel, at) {
      const series = panel.marks.filter(mark => mark.kind === "bars" || mark.kind === "line").map(mark => {
        const days = this.axes[mark.days];
        const format = value => this.format(value, panel);
        const shared = {priceFormat: {type: "custom", formatter: format, minMove: 10 ** -(panel.digits + 2)},
          lastValueVisible: false, priceLineVisible: false};
        const made = this.chart.addSeries(mark.kind === "bars" ? CandlestickSeries : LineSeries, shared, at);
        const [open, high, low, close] = mark.y;
        made.setData(days.map((day, n) => {
          const time = secondsOf(day);
          if (mark.kind === "bars") return {time, open: open[n], high: high[n], low: low[n], close: close[n]};
          return mark.y[n] === null ? {time} : {time, value: mark.y[n]};
        }));
        return {mark, made, at: new Map(days.map((day, n) => [day, n]))};
      });
      const [{made: base}] = series;
      base.priceScale().applyOptions({mode: panel.log ? 1 : 0, scaleMargins: {top: 0.08, bottom: 0.06}});
      const marks = new Marks(this, panel);
      base.attachPrimitive(marks);
      return {panel, series, marks};
    }

    format(value, panel) {
      return panel.unit === "percent" ? `${number(100 * value, panel.digits)}%` : number(value, panel.digits);
    }

    restyle() {
      this.colours = coloursOf(this.box);
      const {colours} = this;
      this.chart.applyOptions(this.options());
      for (const {series} of this.panes) {
        for (const {mark, made} of series) {
          const price = colours.of("line");
          made.applyOptions(mark.kind === "bars"
            // Rising bars are hollow, falling ones filled: told apart without colour.
            ? {upColor: colours.paper, downColor: price, borderColor: price, borderUpColor: price, borderDownColor: price,
              wickColor: price, wickUpColor: price, wickDownColor: price}
            : {color: colours.of(mark.colour), lineWidth: Math.max(1, Math.round(mark.width)),
              lineStyle: mark.dash ? LineStyle.Dashed : LineStyle.Solid,
              lineType: mark.steps ? LineType.WithSteps : LineType.Simple, crosshairMarkerVisible: true});
        }
      }
    }

    // The place of a day among the bars, between two of them if it has none.
    placeOf(day) {
      const known = this.places.get(day);
      if (known !== undefined) return known;
      let low = 0, high = this.days.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.days[middle] < day) low = middle + 1; else high = middle;
      }
      if (low === 0) return -0.5;
      if (low === this.days.length) return low - 0.5;
      return low - 1 + (day - this.days[low - 1]) / (this.days[low] - this.days[low - 1]);
    }

    show(from, to) {
      // From the first bar to the last, and room for a mark at the last.
      const bars = this.days.length, wide = clamp(to - from, Math.min(FEWEST, bars), bars * (1 + EDGE));
      const start = clamp(from, -0.5, Math.max(bars - 0.5 + EDGE * wide - wide, -0.5));
      this.wanted = {from: start, to: start + wide};
      this.chart.timeScale().setVisibleLogicalRange(this.wanted);
    }

    fit() { this.show(-0.5, Infinity); }

    showLast(days) { this.show(this.placeOf(this.days.at(-1) - days), this.days.length); }

    // The view that was asked for last and is not drawn yet, or the one that is drawn.
    inView() {
      return this.wanted || this.chart.timeScale().getVisibleLogicalRange() || {from: 0, to: this.days.length - 1};
    }

    // Zoom about the bar that is read, the latest if it is in view, else the middle.
    zoom(factor) {
      const {from, to} = this.inView(), last = this.days.length - 1;
      const inside = this.cursor !== null && this.cursor > from && this.cursor < to;
      const about = inside ? this.cursor : to >= last ? to : (from + to) / 2;
      const share = (about - from) / (to - from), wide = Math.max((to - from) * factor, FEWEST);
      this.show(about - share * wide, about + (1 - share) * wide);
    }

    pan(share) {
      const {from, to} = this.inView(), by = share * (to - from);
      this.show(from + by, to + by);
    }

    // Move from bar to bar; the first move goes to the last bar in view.
    step(by) {
      const {from, to} = this.inView(), last = this.days.length - 1;
      this.cursor = this.cursor === null ? clamp(Math.floor(to), 0, last) : clamp(this.cursor + by, 0, last);
      if (this.cursor < from || this.cursor > to) this.pan((this.cursor - (by < 0 ? from : to)) / (to - from) + 0.2 * by);
      const {series: [{mark, made, at}]} = this.panes[0], n = at.get(this.days[this.cursor]);
      const price = n === undefined ? null : mark.kind === "bars" ? mark.y[3][n] : mark.y[n];
      if (price !== null) this.chart.setCrosshairPosition(price, secondsOf(this.days[this.cursor]), made);
      this.spoken.textContent = this.read(this.cursor);
    }

    // Write the values at a place among the bars, those of the last bar without one.
    read(place, note = "") {
      const day = this.days[clamp(place === null ? this.days.length - 1 : Math.round(place), 0, this.days.length - 1)];
      const parts = this.panes.map(({panel, series}, place) => {
        const values = series.map(({mark, at}) => this.values(mark, at.get(day), panel)).filter(Boolean).join("  ");
        return values && place ? `${panel.title.replace(" (log scale)", "")}: ${values}` : values;
      }).filter(Boolean);
      const bars = this.panes[0].series.find(({mark}) => mark.kind === "bars");
      const until = bars && bars.mark.period !== "day" ? `${bars.mark.period} to ` : "";
      const text = [`${until}${isoOf(day)}`, ...parts].join("  ");
      this.readout.replaceChildren(element("b", {}, `${until}${isoOf(day)}`), `  ${parts.join("  ")}`,
        ...(note ? [element("br", {}), note] : []));
      return note ? `${text}; ${note}` : text;
    }

    values(mark, n, panel) {
      if (n === undefined || mark.y[n] === null) return "";
      if (mark.kind === "line") return `${mark.name} ${this.format(mark.y[n], panel)}`.trim();
      const names = ["open", "high", "low", "close"];
      return mark.y.map((column, at) => `${names[at]} ${this.format(column[n], panel)}`).join("  ");
    }

    // Read the place of the pointer; a cross that keys placed reads its bar, whatever is near.
    point({point, logical, paneIndex, sourceEvent}) {
      const byKeys = this.cursor !== null && !sourceEvent;
      if (byKeys || !point || logical === undefined || logical === null) return this.read(this.cursor);
      return this.read(logical, this.panes[paneIndex || 0].marks.noteAt(point));
    }

    key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = {
        ArrowLeft: () => event.shiftKey ? this.step(-1) : this.pan(-0.15),
        ArrowRight: () => event.shiftKey ? this.step(1) : this.pan(0.15),
        "+": () => this.zoom(1 / 1.3), "=": () => this.zoom(1 / 1.3),
        "-": () => this.zoom(1.3), "_": () => this.zoom(1.3),
        "0": () => this.fit(), Home: () => this.fit(),
        Escape: () => { this.cursor = null; this.chart.clearCrosshairPosition(); this.read(null); },
      }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }

    listen() {
      this.host.addEventListener("keydown", event => this.key(event));
      const wheel = on => this.chart.applyOptions({handleScroll: {mouseWheel: on}, handleScale: {mouseWheel: on}});
      this.host.addEventListener("focus", () => wheel(true));
      this.host.addEventListener("blur", () => wheel(false));
      this.host.addEventListener("pointerdown", () => this.host.focus({preventScroll: true}));
      this.chart.subscribeCrosshairMove(event => this.point(event));
      this.chart.subscribeClick(event => this.point(event));
      this.chart.timeScale().subscribeVisibleLogicalRangeChange(() => {
        this.wanted = null;
        this.describe();
      });
      dark.addEventListener("change", () => this.restyle());
      still.addEventListener("change", () => this.restyle());
      this.describe();
    }

    describe() {
      const {from, to} = this.inView(), last = this.days.length - 1;
      const ends = [Math.ceil(from), Math.floor(to)].map(at => isoOf(this.days[clamp(at, 0, last)]));
      this.range.textContent = ends.join(" to ");
    }
  }

  document.querySelectorAll("figure.chart > script").forEach(data => {
    const figure = data.parentElement;
    try {
      new View(figure, JSON.parse(data.textContent));
      figure.classList.add("drawn");
    } catch (error) {
      figure.querySelector(".live").remove();
      console.warn(`${figure.id}: the picture stays, the interactive chart failed: ${error}`);
    }
  });
})();
