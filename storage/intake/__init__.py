"""From files and folders to an ImportPlan."""
