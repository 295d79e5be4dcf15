"""The demo town Lindbrück: invented people and places, entered through the same actions the screens use."""
