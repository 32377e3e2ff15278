"""Parts that several pages are made of; no page knows another page’s widgets."""
