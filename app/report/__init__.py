"""The report page: parts in order, a look at the pages, what each part is asked for."""
