"""Home, search over everything, about, legal pages, feed, sitemap: what is made of all the others."""
