DATA_FOLDERS += submissions
