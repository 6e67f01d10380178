// Changes the looks without loading the page again; the form itself works without this.
const form = document.getElementById("theme");
const next = { system: "dark", dark: "light", light: "system" };

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button");
  const chosen = button.value;
  const answer = await fetch(form.action, {
    method: "POST",
    body: new URLSearchParams({ theme: chosen, back: "/" }),
    redirect: "manual",
  }).catch(() => null);
  if (!answer) return;
  document.documentElement.dataset.theme = chosen;
  button.value = next[chosen];
  const label = `Looks: ${chosen}. Change to ${next[chosen]}`;
  button.setAttribute("aria-label", label);
  button.title = label;
});
