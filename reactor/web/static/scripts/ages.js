// How long ago goes on without a request, in the words of the page, while somebody looks.
(() => {
  const told = document.body.dataset.ages;
  if (!told) return;
  const { now, words } = JSON.parse(told);
  const came = Date.now() - performance.now() + (performance.getEntriesByType("navigation")[0]?.responseStart ?? 0);
  const ahead = now * 1000 - came;
  const units = [["days", 864e5], ["hours", 36e5], ["minutes", 6e4]];
  const said = (name, count) => {
    const text = words[name].one ? words[name][count === 1 ? "one" : "other"] : words[name];
    return text.replace("{count}", count.toLocaleString(document.documentElement.lang));
  };
  const age = (length, which) => {
    const [unit, size] = units.find(([, least]) => length >= least) ?? [];
    if (unit) return said(unit + which, Math.floor(length / size));
    return which ? words.now : said("seconds", Math.max(0, Math.floor(length / 1000)));
  };
  let waiting;
  const go = () => {
    clearTimeout(waiting);
    if (document.hidden) return;
    let soon = false;
    document.querySelectorAll("time[data-age]").forEach((each) => {
      const { dateTime, dataset: { age: how } } = each;
      const passed = Date.now() + ahead - Date.parse(dateTime);
      const text = how ? how.replace("{length}", age(passed, "")) : age(Math.abs(passed), passed < 0 ? "_ahead" : "_ago");
      if (each.textContent !== text) each.textContent = text;
      soon ||= how;
    });
    waiting = setTimeout(go, soon ? 1000 : 15000);
  };
  addEventListener("visibilitychange", go);
  waiting = setTimeout(go, 1000);
})();
