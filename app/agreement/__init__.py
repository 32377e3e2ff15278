"""The Coders page: how far two coders agree, why they differ, and settling it."""
