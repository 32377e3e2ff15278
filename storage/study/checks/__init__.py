"""Whether a study file is sound: built as ours, and every row as its columns say."""
