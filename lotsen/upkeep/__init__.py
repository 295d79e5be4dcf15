"""How the directory is kept true: providers confirm and propose, staff propose, coordinators decide."""
