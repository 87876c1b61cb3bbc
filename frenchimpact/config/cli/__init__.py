"""The command line `frenchimpact`: one file a command, imported once Django is ready."""
