// Draws the plots of the page from the data embedded in it. Colours are CSS variables, so that light, dark and print need
// no second drawing; expressions run in Vega's interpreter, so that the page's policy can forbid eval and every request.
(() => {
  "use strict";

  const data = JSON.parse(document.getElementById("report-data").textContent).plots;
  const css = (name) => `var(--${name})`;
  const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif";
  const seriesColors = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => css(`s${i}`));
  const seriesShapes = ["circle", "square", "triangle-up", "diamond", "triangle-down", "cross"];
  const statuses = ["completed", "stopped", "diverged", "failed"];
  const statusColors = statuses.map((status) => css(`status-${status}`));
  const statusShapes = ["circle", "circle", "triangle-down", "cross"];

  // On a phone a legend in one row would be cut off.
  const legendColumns = document.documentElement.clientWidth < 600 ? { columns: 2 } : {};

  const config = {
    background: null,
    font,
    view: { stroke: null },
    axis: {
      domain: false, ticks: false, gridColor: css("grid"), gridWidth: 1, labelColor: css("muted"), titleColor: css("muted"),
      labelFontSize: 11, titleFontSize: 12, titleFontWeight: "normal", labelPadding: 6, titlePadding: 8, labelFont: font, titleFont: font,
    },
    title: { anchor: "start", color: css("muted"), font, fontSize: 12, fontWeight: "normal", offset: 8 },
    legend: {
      orient: "top", direction: "horizontal", ...legendColumns, labelColor: css("fg"), titleColor: css("muted"), titleFontWeight: "normal",
      labelFontSize: 12, titleFontSize: 12, symbolSize: 70, columnPadding: 14, offset: 6, labelFont: font, titleFont: font, titleOrient: "left",
      symbolStrokeWidth: 2, labelLimit: 260, symbolOpacity: 1,
    },
  };

  const base = (height) => ({
    width: "container", height, config, autosize: { type: "fit-x", contains: "padding" },
  });
  const powersOfTwo = (values) => {
    const logs = values.filter((value) => value > 0).map(Math.log2);
    if (!logs.length) return undefined;
    const low = Math.floor(Math.min(...logs) + 1e-9);
    const high = Math.ceil(Math.max(...logs) - 1e-9);
    const every = Math.max(1, Math.ceil((high - low) / 7));
    return Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, i) => 2 ** (low + i * every));
  };
  const logX = (title, values, padding = 8) => ({
    type: "quantitative", scale: { type: "log", base: 2, nice: false, padding },
    axis: { title, values: powersOfTwo(values), format: ".2~g", labelOverlap: true },
  });
  const lossY = (low, high) => ({ type: "quantitative", scale: { zero: false, nice: false, domain: [low, high] }, axis: { title: null, tickCount: 6 } });
  const field = (name, title, format) => ({ field: name, title, ...(format ? { format, formatType: "number" } : {}) });
  const lossField = (name = "loss", title = "loss") => field(name, title, ".4f");
  const ordinal = (domain, title) => ({
    type: "ordinal", scale: { domain, range: domain.map((_, i) => seriesColors[i % seriesColors.length]) }, legend: { title },
  });

  // Drag to move, shift and wheel to zoom, so that the page still scrolls; a double click leads back.
  const zoom = (...encodings) => ({ params: [{ name: "zoom", bind: "scales",
    select: { type: "interval", encodings, zoom: "wheel![event.shiftKey]" } }] });

  // Loss against learning rate, one curve per width (and rule set); the minima are joined.
  function learningRate(plot) {
    const keys = plot.series;
    const rates = [...plot.means, ...plot.exploration].map((row) => row.lr);
    const color = { field: "series", ...ordinal(keys, null) };
    const x = { field: "lr", ...logX("learning rate (log scale)", rates, 14) };
    const y = { field: "loss", ...lossY(plot.low, plot.high) };
    const tooltip = [field("series", "width"), field("lr", "learning rate", ".4~g"), lossField("loss", "mean loss"), lossField("error", "standard error"),
      field("runs", "seeds"), field("factor", "times the chosen rate", ".3~g")];
    const layers = [];
    if (plot.exploration.length) {
      layers.push({
        data: { values: plot.exploration }, mark: { type: "point", filled: true, size: 14, opacity: 0.35, color: css("status-stopped"), clip: true, aria: false },
        encoding: { x, y, tooltip: [field("trial", "trial"), field("width", "width"), field("lr", "learning rate", ".4~g"), lossField()] },
      });
    }
    if (plot.envelope.length > 1) {
      layers.push({ data: { values: plot.envelope }, mark: { type: "line", color: css("status-stopped"), strokeWidth: 1.2, clip: true }, encoding: { x, y } });
    }
    if (plot.chosen) {
      layers.push({
        data: { values: [{ lr: plot.chosen }] }, mark: { type: "rule", color: css("muted"), strokeDash: [2, 3], clip: true }, encoding: { x: { ...x } },
      });
      layers.push({
        data: { values: [{ lr: plot.chosen }] },
        mark: { type: "text", text: "chosen", align: "left", baseline: "top", dx: 5, dy: 1, color: css("muted"), fontSize: 11 },
        encoding: { x: { ...x }, y: { value: 0 } },
      });
    }
    layers.push(
      { data: { values: plot.minima }, mark: { type: "line", color: css("fg"), strokeDash: [5, 4], strokeWidth: 1.5, opacity: 0.75, clip: true },
        encoding: { x, y, detail: { field: "rules" }, order: { field: "width" } } },
      { data: { values: plot.runs }, mark: { type: "tick", thickness: 1, width: 8, opacity: 0.6, clip: true }, encoding: { x, y, color,
        tooltip: [field("series", "width"), field("seed", "seed"), field("lr", "learning rate", ".4~g"), lossField(), field("trial", "trial")] } },
      { data: { values: plot.means }, transform: [{ filter: "datum.runs > 1" }], mark: { type: "rule", strokeWidth: 1.5, clip: true },
        encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" }, color } },
      { data: { values: plot.means }, mark: { type: "line", strokeWidth: 2, clip: true }, encoding: { x, y, color } },
      { data: { values: plot.means }, mark: { type: "point", filled: true, size: 64, opacity: 1, clip: true }, encoding: { x, y, color, tooltip }, ...zoom("x", "y") },
      { data: { values: plot.minima }, mark: { type: "point", filled: false, size: 190, strokeWidth: 1.5, color: css("fg"), opacity: 0.8, clip: true }, encoding: { x, y } },
    );
    if (plot.wide.length) {
      layers.push({ data: { values: plot.wide }, mark: { type: "point", shape: "diamond", filled: true, size: 170, opacity: 1, clip: true }, encoding: { x, y, color,
        tooltip: [field("series", "wide run"), field("lr", "learning rate", ".4~g"), lossField("loss", "final loss")] } });
    }
    return { ...base(360), title: "validation loss, nats", layer: layers };
  }

  // Loss of every explored trial against one hyperparameter.
  function exploration(plot, index) {
    const parameter = plot.parameters[index];
    const rows = plot.trials.filter((trial) => trial.values[index] !== null).map((trial) => ({ ...trial, value: trial.values[index] }));
    const height = 190;
    const y = { field: "shown", ...lossY(plot.low, plot.high) };
    const domain = parameter.low === null ? undefined : [parameter.low, parameter.high];
    let x;
    if (parameter.scale === "choice") {
      x = { field: "value", type: "nominal", axis: { title: null, labelAngle: 0, grid: false }, scale: { domain: parameter.choices } };
    } else if (parameter.scale === "log") {
      const axis = logX(null, domain ?? rows.map((row) => row.value), 0);
      x = { field: "value", ...axis, scale: { ...axis.scale, padding: 6, ...(domain ? { domain } : {}) } };
    } else {
      x = { field: "value", type: "quantitative", scale: { zero: false, nice: false, padding: 6, ...(domain ? { domain } : {}) }, axis: { title: null, tickCount: 5, format: ".4~g" } };
    }
    const tooltip = [field("trial", "trial"), field("status", "status"), lossField(), field("value", parameter.name, parameter.scale === "choice" ? undefined : ".4~g"),
      field("step", "steps done"), field("role", "selection"), field("reason", "reason")];
    const color = { field: "status", type: "nominal", scale: { domain: statuses, range: statusColors }, legend: null };
    const shape = { field: "status", type: "nominal", scale: { domain: statuses, range: statusShapes }, legend: null };
    const placed = rows.filter((row) => row.shown !== null);
    const dense = rows.length > 500;
    const unplaced = rows.filter((row) => row.shown === null);
    const layers = [];
    if (parameter.edges.length) {
      layers.push({ data: { values: parameter.edges }, mark: { type: "rect", color: css("edge"), clip: true }, encoding: {
        x: { ...x, field: "from" }, x2: { field: "to" }, tooltip: [field("note", "edge of the range")] } });
    }
    layers.push(
      { data: { values: placed }, transform: [{ filter: "datum.rank == 0" }], mark: { type: "point", filled: true, size: dense ? 14 : 34, opacity: dense ? 0.45 : 0.7, aria: false, clip: true },
        encoding: { x, y, color, shape, tooltip }, ...zoom(...(parameter.scale === "choice" ? ["y"] : ["x", "y"])) },
      { data: { values: unplaced }, mark: { type: "point", filled: true, size: 34, opacity: 0.8, aria: false }, encoding: { x, y: { value: -7 }, color, shape, tooltip } },
      { data: { values: placed }, transform: [{ filter: "datum.rank > 0" }], mark: { type: "point", filled: true, size: 48, opacity: 1, clip: true }, encoding: { x, y, color, tooltip } },
      { data: { values: placed }, transform: [{ filter: "datum.rank == 2" }], mark: { type: "point", filled: false, size: 150, strokeWidth: 1.5, color: css("fg"), clip: true }, encoding: { x, y } },
      { data: { values: placed }, transform: [{ filter: "datum.rank == 3" }], mark: { type: "point", shape: "diamond", filled: false, size: 260, strokeWidth: 2, color: css("good"), clip: true }, encoding: { x, y, tooltip } },
    );
    return { ...base(height), title: { text: parameter.name, color: css("fg"), fontWeight: 600 }, layer: layers };
  }

  // One statistic of one module against width, both in powers of two; all panels span equally many octaves.
  function coordCheck(plot, index) {
    const panel = plot.panels[index];
    const rate = plot.rates[plot.shown];
    const domain = panel.domains[plot.shown];
    const steps = plot.steps;
    const x = { field: "width", type: "quantitative", scale: { type: "log", base: 2, nice: false, domain: [plot.widths[0], plot.widths[plot.widths.length - 1]], padding: 10 },
      axis: { title: null, values: plot.widths, format: "d", labelOverlap: true } };
    const y = { field: "value", type: "quantitative", scale: { type: "log", base: 2, nice: false, domain },
      axis: { title: null, values: powersOfTwo(domain).filter((value) => value >= domain[0] && value <= domain[1]), format: ".2~g" } };
    const color = { field: "step", type: "ordinal", scale: { domain: steps, range: steps.map((_, i) => seriesColors[i % seriesColors.length]) }, legend: null };
    const tooltip = [field("module", "module"), field("statistic", "statistic"), field("width", "width"), field("step", "step"), field("lr", "learning rate", ".4~g"),
      field("value", "geometric mean", ".4~g"), field("seeds", "seeds")];
    return {
      ...base(130), title: { text: panel.module, color: panel.state === "failed" ? css("bad") : css("fg"), fontWeight: 600, limit: 230, offset: 6,
        ...(panel.slope_texts[plot.shown] ? { subtitle: panel.slope_texts[plot.shown], subtitleColor: panel.state === "failed" ? css("bad") : css("muted"), subtitleFontSize: 11, subtitleFont: font, subtitlePadding: 1 } : {}) },
      data: { values: panel.points.filter((point) => point.lr === rate) },
      layer: [
        { mark: { type: "line", strokeWidth: 1.5, clip: true }, encoding: { x, y, color } },
        { mark: { type: "point", filled: true, size: 26, opacity: 1, clip: true }, encoding: { x, y, color, tooltip } },
      ],
    };
  }

  // Loss against step; one line per series, seeds averaged.
  function curves(plot) {
    const color = { field: "series", ...ordinal(plot.series, null) };
    const x = { field: "step", type: "quantitative", scale: { nice: false, domain: [0, plot.steps] }, axis: { title: "optimizer steps", tickCount: 6, grid: false, format: "d" } };
    const y = { field: "loss", ...lossY(plot.low, plot.high) };
    const tooltip = [field("series", "run"), field("step", "step"), lossField(), field("runs", "seeds")];
    return {
      ...base(320), title: plot.title, data: { values: plot.points },
      layer: [
        { mark: { type: "line", strokeWidth: 1.8, clip: true }, encoding: { x, y, color }, ...zoom("x", "y") },
        { params: [{ name: "near", select: { type: "point", on: "pointermove", nearest: true, clear: "pointerout" } }],
          mark: { type: "point", filled: true, size: 55, clip: true, aria: false },
          encoding: { x, y, color, opacity: { condition: { param: "near", empty: false, value: 1 }, value: 0 }, tooltip } },
      ],
    };
  }

  // Loss of each trial at each rung, by what was decided there.
  function rungs(plot) {
    const decisions = ["promoted", "completed", "stopped", "diverged", "failed"];
    const range = [css("status-completed"), css("good"), css("status-stopped"), css("status-diverged"), css("status-failed")];
    const x = { field: "step", type: "ordinal", axis: { title: "rung, in optimizer steps", labelAngle: 0, grid: false } };
    const y = { field: "loss", ...lossY(plot.low, plot.high) };
    return {
      ...base(260), title: "validation loss at the rung, nats", data: { values: plot.rows },
      layer: [
        { mark: { type: "line", strokeWidth: 0.8, opacity: 0.4, color: css("muted"), clip: true, aria: false }, encoding: { x, y, detail: { field: "trial" } } },
        { mark: { type: "point", filled: true, size: 40, opacity: 0.85, clip: true, aria: false }, encoding: { x, y,
          color: { field: "decision", type: "nominal", scale: { domain: decisions, range }, legend: { title: null } },
          tooltip: [field("trial", "trial"), field("step", "step"), lossField(), field("decision", "decision"), field("reason", "reason")] } },
      ],
    };
  }

  // Seconds per part of the run.
  function time(plot) {
    const y = { field: "name", type: "nominal", sort: null, axis: { title: null, grid: false, labelLimit: 150, labelColor: css("fg"), labelFontSize: 12 } };
    const x = { field: "seconds", type: "quantitative", axis: { title: null, labels: false, grid: false }, scale: { zero: true } };
    return {
      ...base(26 * plot.rows.length), data: { values: plot.rows },
      layer: [
        { mark: { type: "bar", color: css("accent"), opacity: 0.85, height: { band: 0.62 }, cornerRadiusEnd: 2 }, encoding: { x, y, tooltip: [field("name", "part"), field("text", "time")] } },
        { mark: { type: "text", align: "left", dx: 6, color: css("muted"), fontSize: 12 }, encoding: { x, y, text: { field: "text" } } },
      ],
    };
  }

  // The loss of the chosen settings against width.
  function widths(plot) {
    const x = { field: "width", type: "quantitative", scale: { type: "log", base: 2, nice: false, padding: 26 },
      axis: { title: "width", values: plot.widths, format: "d", labelOverlap: true, grid: false } };
    const y = { field: "loss", ...lossY(plot.low, plot.high) };
    const tooltip = [field("width", "width"), lossField("loss", "mean loss"), lossField("error", "standard error"), field("seeds", "seeds"), field("stage", "from")];
    return {
      ...base(260), title: "validation loss, nats", data: { values: plot.rows },
      layer: [
        { mark: { type: "line", color: css("accent"), strokeWidth: 2 }, encoding: { x, y } },
        { transform: [{ filter: "datum.seeds > 1" }], mark: { type: "rule", color: css("accent"), strokeWidth: 1.5 }, encoding: { x, y: { ...y, field: "lower" }, y2: { field: "upper" } } },
        { mark: { type: "point", filled: true, size: 70, opacity: 1, color: css("accent") }, encoding: { x, y, tooltip } },
        { mark: { type: "text", align: "left", baseline: "bottom", dx: 7, dy: -3, color: css("fg"), fontSize: 12 }, encoding: { x, y, text: field("loss", "loss", ".3f") } },
      ],
    };
  }

  // How much each hyperparameter matters, by two measures.
  function importance(plot) {
    const y = { field: "name", type: "nominal", sort: plot.names, axis: { title: null, grid: false, labelLimit: 190, labelColor: css("fg"), labelFontSize: 12 } };
    const yOffset = { field: "measure", sort: plot.measures };
    const x = { field: "share", type: "quantitative", scale: { domain: [0, 1] }, axis: { title: null, tickCount: 5, format: ".1f" } };
    const color = { field: "measure", type: "nominal", scale: { domain: plot.measures, range: [css("accent"), css("status-stopped")] }, legend: { title: null, symbolType: "square" } };
    return {
      ...base(40 * plot.names.length), data: { values: plot.rows },
      layer: [
        { mark: { type: "bar", cornerRadiusEnd: 2, height: { band: 0.82 } }, encoding: { x, y, yOffset, color, tooltip: [field("name", "hyperparameter"), field("measure", "measure"), field("text", "share")] } },
        { mark: { type: "text", align: "left", dx: 5, color: css("muted"), fontSize: 11 }, encoding: { x, y, yOffset, text: { field: "text" } } },
      ],
    };
  }

  // The best loss in each part of one hyperparameter's range.
  function slices(plot, index) {
    const parameter = plot.parameters[index];
    const rows = parameter.rows.filter((row) => row.shown !== null);
    const y = { field: "shown", ...lossY(plot.low, plot.high) };
    const tooltip = [field("text", parameter.name), lossField("loss", "best loss"), field("trials", "trials"), field("infeasible", "diverged or failed")];
    const tie = { data: { values: [{ shown: plot.tie }] }, mark: { type: "rule", color: css("muted"), strokeDash: [4, 3] }, encoding: { y } };
    const title = { text: parameter.name, color: css("fg"), fontWeight: 600 };
    if (parameter.scale === "choice") {
      const x = { field: "text", type: "nominal", sort: parameter.rows.map((row) => row.text), axis: { title: null, labelAngle: 0, grid: false } };
      return { ...base(180), title, layer: [tie, { data: { values: rows }, mark: { type: "tick", thickness: 4, bandSize: 26, color: css("accent") }, encoding: { x, y, tooltip } }] };
    }
    const ends = parameter.rows.flatMap((row) => [row.from, row.to]);
    const log = parameter.scale === "log";
    const scale = { ...(log ? { type: "log", base: 2 } : { zero: false }), nice: false, padding: 6, domain: [Math.min(...ends), Math.max(...ends)] };
    const axis = log ? { title: null, values: powersOfTwo(ends), format: ".2~g", labelOverlap: true } : { title: null, tickCount: 5, format: ".4~g" };
    const x = { type: "quantitative", scale, axis };
    const middles = rows.map((row) => ({ ...row, middle: log ? Math.sqrt(row.from * row.to) : (row.from + row.to) / 2 }));
    return {
      ...base(180), title, layer: [
        tie,
        { data: { values: middles }, mark: { type: "line", color: css("accent"), strokeWidth: 1.2, opacity: 0.45, clip: true }, encoding: { x: { ...x, field: "middle" }, y } },
        { data: { values: rows }, mark: { type: "rule", color: css("accent"), strokeWidth: 4, clip: true }, encoding: { x: { ...x, field: "from" }, x2: { field: "to" }, y, tooltip } },
      ],
    };
  }

  // Trials as lines over one axis per hyperparameter and one for the loss; the pointer picks one.
  function parallel(plot) {
    const names = plot.axes.map((axis) => axis.name);
    const known = { "diverged": "status-diverged", "stopped early": "status-stopped", "completed": "trial", "best": "s3", "chosen": "good" };
    const range = plot.groups.map((group) => css(known[group]));
    const rows = plot.lines.flatMap((line, order) => line.places.map((place, i) => ({ trial: line.trial, group: line.group, loss: line.loss,
      settings: line.settings, order, axis: names[i], place })).filter((row) => row.place !== null));
    const ticks = plot.axes.flatMap((axis) => axis.ticks.map((tick) => ({ axis: axis.name, place: tick.at, label: tick.label })));
    const x = { field: "axis", type: "nominal", sort: names, scale: { type: "point", padding: 0.35 },
      axis: { title: null, labelAngle: 0, labelColor: css("fg"), labelFontSize: 12, orient: "top", domain: false, grid: true, gridColor: css("muted"), labelPadding: 14, labelLimit: 150 } };
    const y = { field: "place", type: "quantitative", scale: { domain: [0, 1], nice: false }, axis: null };
    const color = { field: "group", type: "nominal", scale: { domain: plot.groups, range }, legend: { title: null, symbolType: "stroke" } };
    const tooltip = [field("trial", "trial"), lossField(), field("settings", "settings"), field("group", "standing")];
    const faint = { "diverged": 0.25, "stopped early": 0.35, "completed": 0.5 };
    return {
      ...base(320),
      layer: [
        { data: { values: rows }, params: [{ name: "over", select: { type: "point", fields: ["trial"], on: "pointerover", clear: "pointerout" } }],
          mark: { type: "line", strokeJoin: "round", aria: false },
          encoding: { x, y, color, detail: { field: "order" }, tooltip,
            strokeWidth: { condition: [{ param: "over", empty: false, value: 4 }, { test: "datum.group === 'chosen'", value: 3.5 }, { test: "datum.group === 'best'", value: 2 }], value: 1.2 },
            opacity: { condition: [{ param: "over", empty: false, value: 1 },
              ...Object.entries(faint).map(([group, value]) => ({ test: `datum.group === '${group}'`, value }))], value: 1 } } },
        { data: { values: ticks }, mark: { type: "text", align: "left", dx: 6, fontSize: 11, color: css("muted") }, encoding: { x, y, text: { field: "label" } } },
      ],
    };
  }

  // Which pack trained when; packs in different rows trained side by side.
  function timeline(plot) {
    const x = { field: "from", type: "quantitative", scale: { zero: true, nice: false }, axis: { title: `${plot.unit} since the first pack`, tickCount: 6, format: ".4~g" } };
    const y = { field: "row", type: "ordinal", axis: { title: null, labels: false, grid: false }, scale: { domain: Array.from({ length: plot.rows }, (_, i) => i + 1) } };
    const color = { field: "purpose", ...ordinal(plot.purposes, null) };
    const tooltip = [field("pack", "pack"), field("purpose", "trains"), field("width", "width"), field("lanes", "trials"), field("steps", "steps"),
      field("time", "time"), field("host", "host")];
    return { ...base(Math.min(400, 26 * plot.rows + 10)), data: { values: plot.bars },
      mark: { type: "bar", height: { band: 0.75 }, cornerRadius: 2, aria: false }, encoding: { x, x2: { field: "to" }, y, color, tooltip } };
  }

  const charts = {
    "learning-rate": learningRate, widths, exploration, parallel, importance, slices, "coord-check": coordCheck, curves, finalists: curves, rungs, time, timeline,
  };
  const views = new Map();

  const escapeHtml = (value) => String(value).replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

  // A drawing with its colours resolved, to be used elsewhere.
  function save(element, name) {
    const svg = element.querySelector("svg");
    const style = getComputedStyle(document.documentElement);
    const resolved = new XMLSerializer().serializeToString(svg).replace(/var\(--([a-z0-9-]+)\)/g, (_, variable) => style.getPropertyValue(`--${variable}`).trim());
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([resolved], { type: "image/svg+xml" }));
    link.download = `${name}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function draw(element) {
    const name = element.dataset.chart;
    const index = Number(element.dataset.index ?? 0);
    try {
      const spec = charts[name](data[name], index);
      const target = document.createElement("div");
      element.replaceChildren(target);
      const result = await vegaEmbed(target, spec, {
        mode: "vega-lite", renderer: "svg", actions: false, ast: true,
        tooltip: { disableDefaultStyle: true, sanitize: escapeHtml },
        patch: (compiled) => ({ ...compiled, description: element.dataset.description ?? name }),
      });
      views.get(element)?.finalize();
      views.set(element, result);
      const button = document.createElement("button");
      button.className = "save";
      button.type = "button";
      button.textContent = "Save as SVG";
      button.addEventListener("click", () => save(element, element.dataset.index ? `${name}-${index}` : name));
      element.append(button);
      element.dataset.state = "drawn";
    } catch (error) {
      element.dataset.state = "failed";
      element.textContent = `This plot could not be drawn: ${error.message}`;
      console.error(name, error);
    }
  }

  async function drawAll(selector) {
    for (const element of document.querySelectorAll(selector)) {
      await draw(element);
    }
    document.documentElement.dataset.plots = "done";
    document.documentElement.dataset.millis = Math.round(performance.now());
  }

  const rate = document.getElementById("coord-rate");
  if (rate) {
    rate.addEventListener("change", () => {
      data["coord-check"].shown = rate.selectedIndex;
      drawAll(".plot[data-chart='coord-check']");
    });
  }
  drawAll(".plot[data-chart]");
})();
