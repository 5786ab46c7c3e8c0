"""Reading the raw text: tokens, sentences, header and boilerplate."""
