"use strict";
// The language of the interface: a class of texts is shown, no text is made here.
const page = document.documentElement;
document.querySelectorAll("[data-language]").forEach((button) =>
  button.addEventListener("click", () => {
    page.dataset.ui = page.lang = button.dataset.language;
    document.querySelectorAll("[data-language]").forEach((other) =>
      other.setAttribute("aria-pressed", String(other === button)));
  }));
// Text without accents and case, for search.
const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
