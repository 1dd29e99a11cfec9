"""What stands in each YAML file of a definition, one file here for each file there."""
