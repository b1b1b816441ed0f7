// What a click adds to a page that reads without it: a step's outcomes beside its graph, and the choice of a theme.
"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("live");

  const stepOf = (hash) => {
    const found = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    return found && found.classList.contains("step") ? found : null;
  };

  const linkTo = (step) => step.closest(".flow").querySelector(`.picture a[href="#${CSS.escape(step.id)}"]`);

  const close = (flow) => {
    for (const each of flow.querySelectorAll(".step.chosen")) each.classList.remove("chosen");
    for (const each of flow.querySelectorAll("a[aria-current]")) each.removeAttribute("aria-current");
    flow.classList.remove("open");
  };

  const choose = (step, { focus }) => {
    const flow = step.closest(".flow");
    close(flow);
    flow.classList.add("open");
    step.classList.add("chosen");
    const link = linkTo(step);
    if (link) link.setAttribute("aria-current", "true");
    const heading = step.querySelector("h5");
    if (focus) heading.focus({ preventScroll: true });
    if (!inView(heading)) step.scrollIntoView({ block: "nearest" });
  };

  const inView = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= window.innerHeight;
  };

  const follow = () => {
    const step = stepOf(location.hash);
    if (step) choose(step, { focus: true });
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const step = link && stepOf(link.getAttribute("href"));
    if (!step) return;
    event.preventDefault();
    history.replaceState(null, "", `#${encodeURIComponent(step.id)}`);
    choose(step, { focus: true });
  });

  document.addEventListener("keydown", (event) => {
    const step = event.key === "Escape" && event.target.closest(".step.chosen");
    if (!step) return;
    const link = linkTo(step);
    close(step.closest(".flow"));
    if (link) link.focus();
  });

  for (const steps of document.querySelectorAll(".steps")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "all";
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Show all steps";
    button.addEventListener("click", () => {
      const all = steps.closest(".flow").classList.toggle("all-steps");
      button.setAttribute("aria-pressed", String(all));
    });
    steps.querySelector("h4").after(button);
  }

  window.addEventListener("hashchange", follow);
  follow();

  // What can be scrolled is reached with the keyboard; what cannot is passed over.
  const scrolling = () => {
    for (const each of document.querySelectorAll(".scroll")) {
      if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
      else each.removeAttribute("tabindex");
    }
  };
  window.addEventListener("resize", scrolling);
  scrolling();

  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const theme = document.getElementById("theme");
  const isDark = () => (root.dataset.theme || (dark.matches ? "dark" : "light")) === "dark";
  const name = () => { theme.textContent = isDark() ? "Light colours" : "Dark colours"; };
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  dark.addEventListener("change", name);
  theme.hidden = false;
  name();
})();
