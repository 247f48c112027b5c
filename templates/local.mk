DATA_FOLDERS += templates
