"""The composition root: settings in, running bot out; the only place that knows every part."""
