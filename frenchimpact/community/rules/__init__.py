"""Who may do what in the community, and when; rules never write."""
