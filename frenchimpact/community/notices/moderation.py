"""Who is told of what the operators decide of pages."""
