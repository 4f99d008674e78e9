"""How each page is made and wired to the window, one file a page: imported when the page is first opened."""
