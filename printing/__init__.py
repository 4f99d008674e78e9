"""Records in, PDF bytes out: page geometry, font chain, line breaking, elements of papers, and the papers."""
