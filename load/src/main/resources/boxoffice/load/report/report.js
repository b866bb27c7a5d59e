"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  // Okabe and Ito's colours, darkened or lightened until each stands out from its background
  const LIGHT = { lines: ["#0072b2", "#d55e00", "#009e73", "#aa4499", "#b58900", "#3fa7dc", "#555555", "#882255"], text: "#5c6370", grid: "#eceae5" };
  const DARK = { lines: ["#56b4e9", "#ff9248", "#35cfa0", "#e08fc4", "#f0c541", "#9cc3ff", "#b8b8b8", "#ff7f9f"], text: "#a0a6b1", grid: "#2a2e36" };
  const DASHES = [[], [7, 4], [2, 3]];
  const HEIGHT = 240;
  const PAPER = 310;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let printing = false;
  const colours = () => (dark.matches && !printing ? DARK : LIGHT);
  const line = at => colours().lines[at % colours().lines.length];
  const dash = at => DASHES[Math.floor(at / LIGHT.lines.length) % DASHES.length];

  const grouped = text => text.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
  const whole = value => grouped(String(Math.round(value)));
  function number(value) {
    if (value == null) return "–";
    const size = Math.abs(value);
    if (size >= 100) return whole(value);
    if (size === 0) return "0";
    const decimals = Math.min(5, Math.max(0, 2 - Math.floor(Math.log10(size))));
    return value.toFixed(decimals);
  }
  function clock(seconds) {
    const two = part => String(part).padStart(2, "0");
    const hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
    return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
  }
  function tick(value) {
    const [size, letter] = Math.abs(value) >= 1e9 ? [1e9, "G"] : Math.abs(value) >= 1e6 ? [1e6, "M"] : [1, ""];
    const [before, after] = String(+(value / size).toPrecision(6)).split(".");
    return grouped(before) + (after ? "." + after : "") + letter;
  }

  const plots = [];
  const all = [data.x[0] ?? 0, data.x[data.x.length - 1] ?? 0];
  const button = document.getElementById("whole");
  let view = all;
  let zooming = false;
  function zoom(min, max) {
    view = [min, max];
    zooming = true;
    for (const { plot, show } of plots) {
      plot.setScale("x", { min, max });
      show(plot.cursor.idx);
    }
    zooming = false;
    button.hidden = min <= all[0] && max >= all[1];
  }
  button?.addEventListener("click", () => zoom(...all));

  function axis(more) {
    return { stroke: () => colours().text, grid: { stroke: () => colours().grid, width: 1 }, ticks: { show: false }, font: "12px " + getComputedStyle(document.body).fontFamily, ...more };
  }

  function draw(figure) {
    const chart = data.plots[+figure.dataset.at];
    const box = figure.querySelector(".canvas");
    const log = spread(chart) > 200 && /ms|millisecond/i.test(chart.unit);
    if (log) figure.querySelector(".unit").append(", log");
    const at = document.createElement("span");
    at.className = "at";
    figure.querySelector("figcaption").append(at);
    const legend = new Map();
    const show = index => {
      at.textContent = index == null ? "peak" : "at " + clock(data.x[index]);
      chart.lines.forEach((one, i) => {
        legend.get(i).textContent = number(index == null ? peak(one.y.filter((_, j) => inView(data.x[j]))) : one.y[index]);
      });
    };
    const inView = second => second >= view[0] && second <= view[1];
    const plot = new uPlot({
      width: Math.max(200, box.clientWidth), height: HEIGHT, legend: { show: false }, padding: [8, 14, 0, 0],
      cursor: { sync: { key: "run", setSeries: false }, y: false, drag: { x: true, y: false, setScale: true }, points: { size: 7 } },
      scales: { x: { time: false }, y: log ? { distr: 3, range: (u, min, max) => [min / 1.4, max * 1.4] } : { range: (u, min, max) => [Math.min(0, min ?? 0), top(max)] } },
      axes: [
        axis({ size: 28, gap: 7, space: 60, values: (u, ticks) => ticks.map(clock), incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400] }),
        axis({ size: 58, space: 34, ...(log ? { splits: (u, i, min, max) => steps(min, max), filter: (u, ticks) => ticks } : {}), values: (u, ticks) => ticks.map(value => (value == null ? "" : tick(value))) }),
      ],
      series: [{}, ...chart.lines.map((one, i) => ({
        label: one.name, stroke: () => line(i), width: 1.75, dash: dash(i), spanGaps: false,
        points: { show: () => false, filter: u => alone(u.data[i + 1]), size: 5, fill: () => line(i) },
      }))],
      hooks: {
        setCursor: [u => show(u.cursor.idx)],
        setScale: [(u, key) => { if (key === "x" && !zooming && plots.length) zoom(u.scales.x.min, u.scales.x.max); }],
      },
    }, [data.x, ...chart.lines.map(one => (log ? one.y.map(value => (value > 0 ? value : null)) : one.y))], box);
    figure.querySelector(".legend").classList.toggle("long", chart.lines.some(one => one.name.length > 14));
    chart.lines.forEach((one, i) => legend.set(i, entry(figure.querySelector(".legend"), one.name, i, plot)));
    show(null);
    plots.push({ plot, show });
    new ResizeObserver(() => { if (!printing && box.clientWidth) plot.setSize({ width: box.clientWidth, height: HEIGHT }); }).observe(box);
  }

  function entry(legend, name, at, plot) {
    const item = document.createElement("button");
    item.type = "button";
    item.title = name;
    item.setAttribute("aria-pressed", "true");
    item.innerHTML = '<svg width="18" height="4" aria-hidden="true"><line x1="0" y1="2" x2="18" y2="2" stroke-width="3"/></svg><span class="name"></span><span class="value"></span>';
    item.querySelector(".name").textContent = name;
    const mark = item.querySelector("line");
    mark.setAttribute("stroke-dasharray", dash(at).join(" "));
    const paint = () => mark.setAttribute("stroke", line(at));
    repaints.push(paint);
    paint();
    item.addEventListener("click", () => {
      const shown = item.getAttribute("aria-pressed") !== "true";
      item.setAttribute("aria-pressed", shown);
      plot.setSeries(at + 1, { show: shown });
    });
    legend.append(item);
    return item.querySelector(".value");
  }

  function steps(min, max) {
    const found = [];
    const digits = Math.log10(max / min) > 3.5 ? [1] : [1, 2, 5];
    for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++) {
      found.push(...digits.map(digit => digit * 10 ** power).filter(value => value >= min && value <= max));
    }
    return found;
  }

  // a value between two gaps would be no line
  function alone(values) {
    const found = [];
    values.forEach((value, i) => { if (value != null && values[i - 1] == null && values[i + 1] == null) found.push(i); });
    return found.length ? found : null;
  }

  const repaints = [];
  const peak = values => values.reduce((most, value) => (value != null && (most == null || value > most) ? value : most), null);
  const top = max => (max == null || max <= 0 ? 1 : max * 1.06);
  function spread(chart) {
    const values = chart.lines.flatMap(one => one.y).filter(value => value > 0);
    return values.length ? peak(values) / values.reduce((least, value) => Math.min(least, value)) : 0;
  }
  function repaint() {
    repaints.forEach(paint => paint());
    plots.forEach(({ plot }) => plot.redraw(false, true));
  }

  document.querySelectorAll(".plot").forEach(draw);
  dark.addEventListener("change", repaint);
  addEventListener("beforeprint", () => {
    printing = true;
    document.querySelectorAll("details").forEach(one => { one.open = true; });
    plots.forEach(({ plot }) => plot.setSize({ width: PAPER, height: HEIGHT }));
    repaint();
  });
  addEventListener("afterprint", () => {
    printing = false;
    plots.forEach(({ plot }) => plot.setSize({ width: plot.root.parentNode.clientWidth, height: HEIGHT }));
    repaint();
  });
})();
