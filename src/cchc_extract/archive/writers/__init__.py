"""Writers of records: Arrow and Parquet, flat tables, databases, spreadsheets."""
