"""Who is told of what happens to teams and to those who wish to join them."""
