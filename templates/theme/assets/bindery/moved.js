// Leads on from an old address, with the part after # that a page without scripts would lose.
document.addEventListener("DOMContentLoaded", () => {
  const link = document.getElementById("moved");
  const to = new URL(link.href);
  if (location.hash) to.hash = location.hash;
  location.replace(to.href);
});
