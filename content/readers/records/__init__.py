"""Records with named fields: rows of tables, objects of JSON, mappings of YAML, rows of a database's dump."""
