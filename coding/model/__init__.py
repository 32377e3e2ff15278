"""The researcher’s world: studies, frameworks, documents, as frozen values."""
